package nightshift.bot.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;

/** The folder that counts as a disk: fills it over 90 %, a good part of that with old files. */
final class DemoPool {

  /** What the folder may hold, in bytes. */
  static final long QUOTA = 64L << 20;

  private static final long FULL = QUOTA * 93 / 100;
  private static final int RECORDINGS = 8;
  private static final int RECORDING = 4 << 20;
  private static final int UPLOAD = (1 << 20) - 333;
  private static final Duration OLD = Duration.ofDays(30);

  private final DemoFolder folder;

  DemoPool(DemoFolder folder) {
    this.folder = folder;
  }

  /**
   * Fills it up. What an earlier run left stays, so a cleaned pool gets new old files under new
   * names, and an undo of that run finds its own names free.
   */
  void fill(Instant now) throws IOException {
    Path media = Files.createDirectories(folder.pool().resolve("media"));
    for (int i = 1; i <= RECORDINGS; i++) {
      file(media.resolve("recording-%02d.bin".formatted(i)), RECORDING, now);
    }
    Path uploads = Files.createDirectories(folder.poolTmp().resolve("run-" + now.getEpochSecond()));
    file(uploads.resolve("in-progress.part"), UPLOAD / 8, now);
    Path link = folder.poolTmp().resolve("latest");
    if (!Files.isSymbolicLink(link)) {
      Files.createSymbolicLink(link, Path.of("../media/recording-01.bin"));
    }
    long used = used();
    for (int i = 1; used < FULL; i++) {
      file(uploads.resolve("upload-%02d.part".formatted(i)), UPLOAD, now.minus(OLD));
      used += UPLOAD;
    }
  }

  private long used() throws IOException {
    try (Stream<Path> all = Files.walk(folder.pool())) {
      long sum = 0;
      for (Path p : all.filter(p -> Files.isRegularFile(p) && !Files.isSymbolicLink(p)).toList()) {
        sum += Files.size(p);
      }
      return sum;
    }
  }

  private static void file(Path file, int size, Instant modified) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    byte[] content = new byte[size];
    // Real content, different in each file: an undo that mixed two files up would show.
    new Random(file.toString().hashCode()).nextBytes(content);
    Files.write(file, content);
    Files.setLastModifiedTime(file, FileTime.from(modified));
  }
}

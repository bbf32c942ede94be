package nightshift.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of events that left the ledger: a line that says after which event it begins, then an
 * event a line, each with the hash that it had. Bodies are JSON.
 */
final class ArchiveFile {

  private static final Json JSON = new Json();
  private static final String NAME = "events-%012d-%012d.jsonl";
  private static final Pattern NAMES = Pattern.compile("events-([0-9]{12})-([0-9]{12})[.]jsonl");

  private ArchiveFile() {}

  /** The first line. */
  record Head(long afterSeq, String afterHash) {}

  /** Every further line; {@code at} in microseconds since 1970. */
  record Line(
      long seq,
      long at,
      @Nullable Long plan,
      String type,
      String actor,
      String payload,
      String hash) {
    EventChain.Row row() {
      return new EventChain.Row(seq, at, plan, type, actor, payload);
    }
  }

  /** Writes the file, for its owner alone, and returns when it is durable. */
  static Path write(Path folder, ChainStart after, List<Line> events) throws IOException {
    Files.createDirectories(folder);
    String name = NAME.formatted(events.getFirst().seq(), events.getLast().seq());
    Path part = folder.resolve("." + name + ".part");
    List<String> lines = new ArrayList<>(events.size() + 1);
    lines.add(JSON.body(new Head(after.seq(), after.hash())));
    events.forEach(e -> lines.add(JSON.body(e)));
    byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    Files.deleteIfExists(part);
    Files.createFile(part);
    if (Files.getFileStore(part).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
    }
    try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(true);
    }
    Path whole = Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
    return whole;
  }

  /**
   * The archive files in the folder whose events have left the ledger, in the order of their
   * events; none when there is no folder.
   */
  static List<Path> finished(Path folder, ChainStart start) throws IOException {
    return all(folder).stream().filter(f -> first(f) <= start.seq()).toList();
  }

  /** Removes files that were written right before the process died: their events are still here. */
  static void removeUnfinished(Path folder, ChainStart start) throws IOException {
    for (Path file : all(folder)) {
      if (first(file) > start.seq()) {
        Files.delete(file);
      }
    }
  }

  private static List<Path> all(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(f -> NAMES.matcher(f.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  /** The first event in a file, by its name. */
  static long first(Path file) {
    Matcher name = NAMES.matcher(String.valueOf(file.getFileName()));
    return name.matches() ? Long.parseLong(name.group(1)) : 0;
  }

  /** What somebody does with the lines of a file. */
  interface Reader {
    void begin(Head head);

    void event(Line line);
  }

  /** Reads a file, one line in memory at a time; every byte of it must be as it was written. */
  static void read(Path file, Reader to) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String first = line(in);
      if (first == null) {
        throw new IOException("it is empty");
      }
      to.begin(exactly(first, Head.class));
      for (String line = line(in); line != null; line = line(in)) {
        to.event(exactly(line, Line.class));
      }
    } catch (Json.UnreadableBody | UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  // Java's own lines would end in other ways, too.
  private static @Nullable String line(BufferedReader in) throws IOException {
    StringBuilder out = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 && out.isEmpty()) {
        return null;
      }
      if (c < 0) {
        throw new IOException("it ends in the middle of a line");
      }
      out.append((char) c);
    }
    return out.toString();
  }

  // What is said twice in a line, or behind it, is in no hash.
  private static <T> T exactly(String line, Class<T> type) throws IOException {
    T read = JSON.read(line, type);
    if (!JSON.body(read).equals(line)) {
      throw new IOException("a line of it is not as it was written");
    }
    return read;
  }
}

package nightshift.bot.action.disk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real file system of a given size in memory; a test that may not mount one is skipped. */
public final class MemoryDisk implements AutoCloseable {

  /** Where it is mounted. */
  public final Path path;

  private MemoryDisk(Path path) {
    this.path = path;
  }

  /** Mounts one in a new folder. */
  public static MemoryDisk of(String options) throws IOException, InterruptedException {
    return at(Files.createTempDirectory("nightshift-disk").toRealPath(), options);
  }

  static MemoryDisk at(Path path, String options) throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(Path.of("/bin/mount")) && run("id", "-u") == 0, "there is no mount");
    assumeTrue(
        run("/bin/mount", "-t", "tmpfs", "-o", options, "tmpfs", path.toString()) == 0,
        "this machine does not allow mounting a tmpfs");
    return new MemoryDisk(path);
  }

  private static int run(String... argv) throws IOException, InterruptedException {
    return new ProcessBuilder(argv)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("/bin/umount", "-l", path.toString());
    Files.deleteIfExists(path);
  }
}

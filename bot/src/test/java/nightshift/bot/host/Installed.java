package nightshift.bot.host;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Programs of others that a test wants as they are. Where one is not installed, the test is
 * skipped, or fails when the system property {@code nightshift.programs} is {@code required}.
 */
public final class Installed {

  private Installed() {}

  /** The program with this whole path. */
  public static String program(String path) {
    boolean there = Files.isExecutable(Path.of(path));
    if (!there && "required".equals(System.getProperty("nightshift.programs"))) {
      throw new IllegalStateException("nightshift.programs=required, but there is no " + path);
    }
    assumeTrue(there, "there is no " + path);
    return path;
  }
}

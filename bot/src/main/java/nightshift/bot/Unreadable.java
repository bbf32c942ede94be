package nightshift.bot;

import java.nio.file.Files;
import java.nio.file.Path;

/** What is said of a configuration that cannot be used. */
final class Unreadable {

  private Unreadable() {}

  /**
   * Why, and what to do.
   *
   * @param first its first mistake; empty where all of them were said already
   */
  static String because(Path config, String first) {
    String reading = "reading " + config + ": ";
    if (Files.notExists(config)) {
      return reading + "there is no such file; name yours with --config FILE";
    }
    String list = "it has mistakes; \"nightshift check --config " + config + "\" lists them";
    return reading + list + (first.isEmpty() ? "" : ". " + first);
  }
}

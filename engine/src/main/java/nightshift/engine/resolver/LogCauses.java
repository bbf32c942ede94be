package nightshift.engine.resolver;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.engine.diagnosis.Diagnosis;

/**
 * What the end of a log says about why a program ended. The last line that names a cause wins: what
 * a program says last is what it died of. A cause that the line itself denies ("no permission
 * denied", "without connection refused") does not count. Pure.
 */
final class LogCauses {

  private static final int SHOWN = 5;
  private static final int LONGEST = 1_000;

  // What may stand right before the words for them to mean the opposite.
  private static final Pattern DENIED =
      Pattern.compile(
          "(?i)\\b(?:no|not|never|without|0|zero|fixed|ignor(?:e|es|ed|ing))\\s+(?:an?\\s+|any\\s+|more\\s+)?\\W?$");

  private record Sign(String cause, Pattern pattern) {}

  private static final List<Sign> SIGNS =
      List.of(
          sign(
              "out_of_memory",
              "java\\.lang\\.OutOfMemoryError|heap out of memory|\\bout of memory\\b|\\bMemoryError\\b"
                  + "|std::bad_alloc|cannot allocate memory|\\bENOMEM\\b|memory exhausted"
                  + "|allowed memory size of \\d{1,20} bytes exhausted"),
          sign(
              "port_in_use",
              "address already in use|address in use|\\bEADDRINUSE\\b|port \\d{1,5} (?:is |was )?"
                  + "(?:already )?(?:in use|allocated|taken)|port is already allocated"
                  + "|only one usage of each socket address"),
          sign(
              "permission_denied",
              "permission denied|\\bEACCES\\b|\\bEPERM\\b|operation not permitted|access denied"
                  + "|AccessDeniedException|read-only file system|\\bEROFS\\b"),
          sign(
              "connection_refused",
              "connection refused|\\bECONNREFUSED\\b|could not connect to server"
                  + "|can't connect to (?:mysql|local mysql) server|connect call failed"
                  + "|actively refused it|failed to connect to (?:all addresses|server)"),
          sign(
              "missing_file",
              "no such file or directory|\\bENOENT\\b|FileNotFoundException|NoSuchFileException"
                  + "|FileNotFoundError|cannot find module|modulenotfounderror"
                  + "|cannot open shared object file|unable to access jarfile|: not found$"));

  private LogCauses() {}

  /**
   * What was found.
   *
   * @param cause its code
   * @param lines the last lines that show it, at most five
   */
  record Finding(String cause, List<String> lines) {

    static final Finding NOTHING = new Finding(Diagnosis.UNKNOWN, List.of());

    Finding {
      lines = List.copyOf(lines);
    }
  }

  /** The cause that the last telling line names; empty when none does. */
  static Optional<Finding> in(List<String> lines) {
    for (String line : lines.reversed()) {
      for (Sign sign : SIGNS) {
        if (shows(sign, line)) {
          return Optional.of(new Finding(sign.cause(), all(sign, lines)));
        }
      }
    }
    return Optional.empty();
  }

  /** The last lines, whatever they say. */
  static List<String> end(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - SHOWN), lines.size());
  }

  private static List<String> all(Sign sign, List<String> lines) {
    return end(lines.stream().filter(l -> shows(sign, l)).toList());
  }

  private static boolean shows(Sign sign, String line) {
    Matcher m = sign.pattern().matcher(line.length() > LONGEST ? line.substring(0, LONGEST) : line);
    while (m.find()) {
      String before = line.substring(Math.max(0, m.start() - 30), m.start());
      if (!DENIED.matcher(before).find()) {
        return true;
      }
    }
    return false;
  }

  private static Sign sign(String cause, String regex) {
    return new Sign(cause, Pattern.compile(regex, Pattern.CASE_INSENSITIVE));
  }
}

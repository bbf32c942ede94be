package nightshift.bot.action.security;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import nightshift.bot.host.BoundedOutput;
import nightshift.engine.alert.Text;

/** How a scanner words what it found, and what else it says. Pure. */
enum ScannerWords {

  /** clamscan 1.4: a line for each file, then a summary; warnings may stand anywhere. */
  CLAMAV,

  /** rkhunter 1.4.6: a warning may go on over further lines, which are set in. */
  RKHUNTER;

  // The longest path and, behind it, what was found in it.
  private static final int LONGEST = 5_000;
  // A folder that is not there is not counted among the errors.
  private static final String MISSED = "WARNING: ";
  private static final Pattern SUMMARY = Pattern.compile("-+ SCAN SUMMARY -+");
  private static final Pattern TOLD =
      Pattern.compile("(Known viruses|Scanned files|Total errors): \\d+");

  /**
   * @param findings one line each
   * @param rest all else that is worth a look
   */
  record Said(List<String> findings, List<String> rest) {
    Said {
      findings = List.copyOf(findings);
      rest = List.copyOf(rest);
    }

    /** Whether the scanner could not look at everything, or not all that it said is here. */
    boolean unseen() {
      return rest.stream()
          .anyMatch(l ->
              l.startsWith("Total errors: ")
                  || l.startsWith(MISSED)
                  || l.endsWith(BoundedOutput.LEFT_OUT));
    }
  }

  /** Takes what it printed apart. */
  Said read(String output) {
    List<String> lines = output.lines().filter(l -> !l.isBlank()).toList();
    return this == CLAMAV ? clamav(lines) : rkhunter(lines);
  }

  private static Said clamav(List<String> lines) {
    List<String> findings = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    boolean over = false;
    for (String line : lines) {
      over |= SUMMARY.matcher(line).matches();
      // Behind the summary, too: a file's name may have lines of its own, and look like one.
      if (line.endsWith(" FOUND")) {
        findings.add(Text.line(line, LONGEST));
      } else if (!over
          || line.startsWith(MISSED)
          || line.endsWith(BoundedOutput.LEFT_OUT)
          || TOLD.matcher(line).matches()) {
        rest.add(Text.line(line, LONGEST));
      }
    }
    return new Said(findings, rest);
  }

  private static Said rkhunter(List<String> lines) {
    List<String> findings = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    List<String> last = rest;
    for (String line : lines) {
      if (Character.isWhitespace(line.charAt(0)) && !last.isEmpty()) {
        last.add(Text.line(last.removeLast() + " " + line.strip(), LONGEST));
      } else {
        last = line.startsWith("Warning: ") ? findings : rest;
        last.add(Text.line(line, LONGEST));
      }
    }
    return new Said(findings, rest);
  }
}

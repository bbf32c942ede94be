package nightshift.bot.action.process;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.bot.host.proc.ProcessFacts;

/**
 * One process of an action, as it is written into the manifest that people approve: {@code process
 * 4242 start 91827 listed /usr/bin/foo}, and for a new nice value {@code nice 0 -> 10} before the
 * program.
 *
 * @param pid its number
 * @param start when it started, as in {@code ProcessId}
 * @param suspect whether evidence made it a target, and not the operator's list
 * @param change nice values, when they are to be changed
 * @param program its path, with everything unprintable written as {@code \\uXXXX}
 */
record ApprovedProcess(
    int pid, long start, boolean suspect, Optional<Nice> change, String program) {

  private static final Pattern LINE =
      Pattern.compile(
          "process (\\d{1,9}) start (\\d{1,18}) (listed|suspect)"
              + "(?: nice (-?\\d{1,2}) -> (\\d{1,2}))? (\\S.{0,4095})");

  /** Nice values of the main thread. */
  record Nice(int from, int to) {}

  static ApprovedProcess of(ProcessFacts p, boolean suspect) {
    return new ApprovedProcess(
        p.pid(), p.id().start(), suspect, Optional.empty(), written(p.id().executable()));
  }

  static ApprovedProcess of(ProcessFacts p, int nice) {
    return new ApprovedProcess(
        p.pid(),
        p.id().start(),
        false,
        Optional.of(new Nice(p.nice(), nice)),
        written(p.id().executable()));
  }

  /** Reads a manifest line; empty when it is not one of ours. */
  static Optional<ApprovedProcess> read(String line) {
    Matcher m = LINE.matcher(line);
    if (!m.matches()) {
      return Optional.empty();
    }
    Optional<Nice> change =
        m.group(4) == null
            ? Optional.empty()
            : Optional.of(new Nice(Integer.parseInt(m.group(4)), Integer.parseInt(m.group(5))));
    return Optional.of(
        new ApprovedProcess(
            Integer.parseInt(m.group(1)),
            Long.parseLong(m.group(2)),
            m.group(3).equals("suspect"),
            change,
            m.group(6)));
  }

  /** Whether this is that very process: number, start and program. */
  boolean is(ProcessFacts p) {
    return p.pid() == pid
        && p.id().start() == start
        && written(p.id().executable()).equals(program)
        && !p.ended();
  }

  /** The manifest line. */
  String line() {
    return "process %d start %d %s%s %s"
        .formatted(
            pid,
            start,
            suspect ? "suspect" : "listed",
            change.map(c -> " nice " + c.from() + " -> " + c.to()).orElse(""),
            program);
  }

  /** The name for people. */
  String shown() {
    return program + " (pid " + pid + ")";
  }

  /** A path in one printable line, different for different paths. */
  static String written(String path) {
    StringBuilder out = new StringBuilder(path.length());
    path.chars()
        .forEach(c -> {
          boolean odd = c == '\\' || c < ' ' || c >= 0x7F && !Character.isLetterOrDigit(c);
          out.append(odd ? "\\u%04x".formatted(c) : String.valueOf((char) c));
        });
    return out.toString();
  }
}

package nightshift.config;

import java.util.List;
import nightshift.config.yaml.Problem;

/** The text that {@code nightshift check} prints. */
public final class CheckReport {

  private CheckReport() {}

  /**
   * Each problem as {@code file:line:column: message}, under it the source line and a caret, and a
   * sum at the end. Ends with a line feed.
   */
  public static String render(List<Problem> problems) {
    StringBuilder out = new StringBuilder();
    problems.stream().sorted(Problem.ORDER).forEach(p -> one(out, p));
    long errors = problems.stream().filter(Problem::isError).count();
    long warnings = problems.size() - errors;
    return out.append(counted(errors, "error"))
        .append(", ")
        .append(counted(warnings, "warning"))
        .append('\n')
        .toString();
  }

  private static void one(StringBuilder out, Problem p) {
    out.append(p).append('\n');
    if (p.line() > 0 && !p.excerpt().isBlank()) {
      out.append("  ").append(p.excerpt()).append('\n');
      if (p.column() <= p.excerpt().length() + 1) {
        out.append("  ").append(" ".repeat(p.column() - 1)).append("^\n");
      }
    }
  }

  private static String counted(long n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }
}

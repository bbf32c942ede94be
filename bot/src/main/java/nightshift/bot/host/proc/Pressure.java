package nightshift.bot.host.proc;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Percent of the last ten seconds in which at least one task had to wait for a resource ({@code
 * /proc/pressure}, Linux 4.20 and newer).
 */
public final class Pressure {

  private static final Pattern SOME = Pattern.compile("(?m)^some avg10=(\\d{1,3}(?:\\.\\d{1,4})?)");

  private Pressure() {}

  /**
   * Reads one.
   *
   * @param resource {@code cpu}, {@code memory} or {@code io}
   * @return empty where the kernel does not keep it
   */
  public static OptionalDouble of(ProcFs proc, String resource) {
    Matcher m =
        SOME.matcher(ProcFs.text(proc.root().resolve("pressure").resolve(resource)).orElse(""));
    return m.find() ? OptionalDouble.of(Double.parseDouble(m.group(1))) : OptionalDouble.empty();
  }
}

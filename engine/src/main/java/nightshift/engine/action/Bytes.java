package nightshift.engine.action;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes as operators write them: {@code 512MiB}, {@code 2GB}, {@code 1048576}. */
public final class Bytes {

  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,3})?)\\s*([kmgt]?i?b?)", Pattern.CASE_INSENSITIVE);

  private Bytes() {}

  /**
   * Reads a size: {@code k m g t} with {@code i} are powers of 1024, with {@code b} alone of 1000.
   */
  public static Optional<Long> parse(String text) {
    Matcher m = SIZE.matcher(text.strip());
    if (!m.matches()) {
      return Optional.empty();
    }
    String unit = m.group(2).toLowerCase(Locale.ROOT);
    int power = unit.isEmpty() ? 0 : "kmgt".indexOf(unit.charAt(0)) + 1;
    // Docker's habit: a bare letter ("512m") counts in 1024s.
    long base = unit.length() == 2 && unit.endsWith("b") ? 1000 : 1024;
    return Optional.of(Math.round(Double.parseDouble(m.group(1)) * Math.pow(base, power)));
  }

  /** In binary units with one decimal: {@code 31.4 MiB}. */
  public static String shown(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double v = bytes;
    int unit = -1;
    while (v >= 1024 && unit < 3) {
      v /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %siB", v, "KMGT".charAt(unit));
  }
}

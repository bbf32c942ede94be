package nightshift.engine.alert;

import java.util.Locale;
import java.util.Optional;

/** How bad the source says it is, least first. */
public enum Severity {
  INFO,
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /**
   * Reads a severity as monitoring systems write it. {@code warning}, the habit of Prometheus, is
   * {@link #MEDIUM}; {@code error} and {@code page} are {@link #HIGH}.
   *
   * @return empty when the word is none of ours
   */
  public static Optional<Severity> parse(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "info", "information", "none", "debug" -> Optional.of(INFO);
      case "low", "minor" -> Optional.of(LOW);
      case "medium", "warning", "warn", "average" -> Optional.of(MEDIUM);
      case "high", "error", "major", "page" -> Optional.of(HIGH);
      case "critical", "disaster", "fatal", "emergency" -> Optional.of(CRITICAL);
      default -> Optional.empty();
    };
  }

  /** The lower-case word that configuration, API and cards use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package nightshift.engine.action;

import java.util.Locale;
import java.util.Optional;

/** What can go wrong by doing it, least first. */
public enum Risk {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /** Reads a risk by its lower-case word; empty when unknown. */
  public static Optional<Risk> parse(String word) {
    for (Risk r : values()) {
      if (r.word().equals(word.strip().toLowerCase(Locale.ROOT))) {
        return Optional.of(r);
      }
    }
    return Optional.empty();
  }

  /** The higher of the two. */
  public Risk atLeast(Risk floor) {
    return compareTo(floor) >= 0 ? this : floor;
  }

  /** The lower-case word that configuration, API and cards use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

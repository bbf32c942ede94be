package nightshift.engine.alert;

import java.util.Locale;
import java.util.Optional;

/** Which kind of trouble an alert is about. */
public enum Category {
  SECURITY,
  PERFORMANCE,
  AVAILABILITY,
  CAPACITY,
  CONFIGURATION,
  BACKUP;

  /** Reads a category by its lower-case word; empty when unknown. */
  public static Optional<Category> parse(String word) {
    for (Category c : values()) {
      if (c.word().equals(word.strip().toLowerCase(Locale.ROOT))) {
        return Optional.of(c);
      }
    }
    return Optional.empty();
  }

  /** The lower-case word that configuration, API and cards use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package nightshift.engine.playbook;

import java.util.Locale;

/** How much a playbook may do by itself. */
public enum Autonomy {
  /** Draws up plans and runs none. */
  SHADOW,
  /** Asks for each plan. */
  ASK,
  /**
   * Announces what {@code AUTO} would run at once, with a Cancel button, and runs it when nobody
   * cancelled in time.
   */
  COUNTDOWN,
  /**
   * Runs low-risk plans at once (medium where the configuration allows it); asks for the others.
   */
  AUTO;

  /** Whether plans may run without an approval. */
  public boolean unasked() {
    return this == COUNTDOWN || this == AUTO;
  }

  /** The lower-case word in playbooks. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

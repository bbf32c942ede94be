package nightshift.engine.policy;

import java.util.Locale;

/** What can hold work back. Its word is in the log, on the card, and counted. */
public enum Brake {
  /** Nothing runs unasked: a self-test failed. */
  AUTOMATIC_OFF,
  /** Somebody paused. */
  PAUSE,
  /** The playbook failed too often in a row. */
  BREAKER,
  /** It ran too often of late: for this target, this playbook, or this host. */
  RATE,
  /** Too much at once in the whole house. */
  STORM,
  /** The problem comes and goes. */
  FLAPPING,
  /** A change freeze. */
  FREEZE,
  /** Too soon after the last run. */
  COOLDOWN,
  /** The problem has not lasted long enough. */
  DEBOUNCE,
  /** Too many of a group at once, or too few of it healthy. */
  BLAST_RADIUS;

  /** {@code blast-radius}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package nightshift.engine.alert;

import java.time.Instant;

/** What an alert source says: a problem began (or still is), or it is over. */
public sealed interface Signal {

  /** The problem is there. Sources repeat this as often as they like. */
  record Firing(Alert alert) implements Signal {}

  /**
   * The problem is over, by the source's word.
   *
   * @param source as in {@link Alert#source}
   * @param fingerprint as in {@link Alert#fingerprint}
   * @param at when it ended
   */
  record Resolved(String source, String fingerprint, Instant at) implements Signal {}
}

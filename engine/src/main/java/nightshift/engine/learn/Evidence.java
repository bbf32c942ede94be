package nightshift.engine.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightshift.engine.action.Risk;
import nightshift.engine.playbook.Autonomy;

/**
 * What speaks for letting a playbook do more by itself. Fixes count once their relapse watch is
 * over. Pure.
 *
 * @param record of the playbook's content, whatever its actions and targets
 * @param risk the highest that one of these plans had
 * @param fresh how many of them were learned since the playbook took its rung
 */
public record Evidence(TrackRecord record, Risk risk, int fresh) {

  /** How far apart two looks are that have to agree. */
  public static final Duration APART = Duration.ofDays(1);

  /** So many outcomes have to be from the present rung. */
  public static final int LEAST_FRESH = 5;

  private static final int DEMOTING_FAILURES = 2;

  /**
   * The evidence in these outcomes.
   *
   * @param seen oldest first
   */
  public static Evidence of(
      List<Observation> seen, Standing standing, Instant now, Duration halfLife) {
    List<Observation> sure =
        seen.stream().filter(o -> o.outcome().counts() && !o.watched()).toList();
    Risk risk = sure.stream().map(Observation::risk).reduce(Risk.LOW, Risk::atLeast);
    long fresh = sure.stream().filter(o -> o.lesson().at().isAfter(standing.since())).count();
    return new Evidence(TrackRecord.of(sure, now, halfLife), risk, (int) fresh);
  }

  /**
   * The lower bound that has to hold before plans of this risk may run unasked, 0 to 1; empty when
   * they never may.
   */
  public static Optional<Double> needed(Risk risk) {
    return switch (risk) {
      case LOW -> Optional.of(0.80);
      case MEDIUM -> Optional.of(0.90);
      case HIGH, CRITICAL -> Optional.empty();
    };
  }

  /** Whether it is enough for the next rung. */
  public boolean enough() {
    return fresh >= LEAST_FRESH
        && needed(risk)
            .filter(n -> Posterior.atLeast(record.workedNow(), record.failedNow(), n))
            .isPresent();
  }

  /**
   * The rung that may be proposed now: the next one, if the ceiling allows it, the evidence is
   * enough, and has been since a look at least {@link #APART} ago.
   */
  public Optional<Autonomy> proposes(Standing standing, Instant now) {
    Instant held = standing.heldSince();
    boolean lasting = held != null && !now.isBefore(held.plus(APART));
    return enough() && lasting ? next(standing) : Optional.empty();
  }

  /** The next rung that outcomes can earn, if the ceiling allows it. Nothing runs in shadow. */
  public static Optional<Autonomy> next(Standing standing) {
    boolean up =
        standing.rung() != Autonomy.SHADOW && standing.rung().compareTo(standing.ceiling()) < 0;
    return up ? Optional.of(Autonomy.values()[standing.rung().ordinal() + 1]) : Optional.empty();
  }

  /**
   * Why this playbook must ask again; empty when it need not.
   *
   * @param newest what was just learned
   * @param record of the same content, with {@code newest}
   */
  public static Optional<String> against(Outcome newest, TrackRecord record) {
    return switch (newest) {
      case WORSE -> Optional.of("it made something worse");
      case RELAPSED -> Optional.of("a fix of it did not last");
      case NO_EFFECT ->
          record.failedInARow() >= DEMOTING_FAILURES
              ? Optional.of("it failed " + record.failedInARow() + " times in a row")
              : Optional.empty();
      case FIXED, SELF_HEALED, UNKNOWN -> Optional.empty();
    };
  }
}

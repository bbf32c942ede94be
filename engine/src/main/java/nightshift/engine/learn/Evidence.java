package nightshift.engine.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import nightshift.engine.action.Risk;
import nightshift.engine.playbook.Autonomy;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for letting a playbook do more by itself with plans of one risk: its fixes of this
 * risk, and every failure of whatever risk. Fixes count once their relapse watch is over. Pure.
 *
 * @param record of the playbook's content, whatever its actions and targets
 * @param risk see above
 * @param fresh how many outcomes were learned since the playbook took its rung
 * @param watched fixes of this risk whose relapse watch is not over, and so do not count yet
 * @param watchedUntil when the last of these watches is over; null when there is none
 */
public record Evidence(
    TrackRecord record, Risk risk, int fresh, int watched, @Nullable Instant watchedUntil) {

  /** How far apart two looks are that have to agree. */
  public static final Duration APART = Duration.ofDays(1);

  /** So many outcomes have to be from the present rung. */
  public static final int LEAST_FRESH = 5;

  private static final int DEMOTING_FAILURES = 2;

  /**
   * The evidence in these outcomes that decides what may be proposed: for the highest risk for
   * which it is enough; where it is for none, for the lowest for which it could become so.
   *
   * @param seen oldest first
   * @param most the highest risk that may run unasked in this house
   */
  public static Evidence of(
      List<Observation> seen, Standing standing, Instant now, Duration halfLife, Risk most) {
    List<Evidence> rising =
        fixed(seen)
            .filter(risk -> risk.compareTo(most) <= 0)
            .map(risk -> of(risk, seen, standing, now, halfLife))
            .filter(e -> e.rise(standing).isPresent())
            .toList();
    return rising.reversed().stream()
        .filter(Evidence::enough)
        .findFirst()
        .or(() -> rising.stream().findFirst())
        .orElseGet(
            () -> of(fixed(seen).reduce(Risk.LOW, Risk::atLeast), seen, standing, now, halfLife));
  }

  /** The evidence in these outcomes for plans of this risk. */
  public static Evidence of(
      Risk risk, List<Observation> seen, Standing standing, Instant now, Duration halfLife) {
    List<Observation> watched = seen.stream().filter(o -> o.watched() && o.risk() == risk).toList();
    List<Observation> sure =
        seen.stream()
            .filter(o -> !o.watched())
            .filter(o -> o.outcome() != Outcome.FIXED || o.risk() == risk)
            .toList();
    long fresh =
        sure.stream()
            .filter(o -> o.outcome().counts() && o.lesson().at().isAfter(standing.since()))
            .count();
    return new Evidence(
        TrackRecord.of(sure, now, halfLife),
        risk,
        (int) fresh,
        watched.size(),
        watched.stream()
            .map(o -> o.lesson().watchUntil())
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null));
  }

  /** The risks of which there are fixes, least first. */
  private static Stream<Risk> fixed(List<Observation> seen) {
    return seen.stream()
        .filter(o -> o.outcome() == Outcome.FIXED)
        .map(Observation::risk)
        .distinct()
        .sorted();
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

  /** Whether it is enough to let plans of this risk do more. */
  public boolean enough() {
    return fresh >= LEAST_FRESH
        && needed(risk)
            .filter(n -> Posterior.atLeast(record.workedNow(), record.failedNow(), n))
            .isPresent();
  }

  /**
   * What may be proposed now: if it is enough, and every look since one at least {@link #APART} ago
   * found it so for the same risk.
   */
  public Optional<Rise> proposes(Standing standing, Instant now) {
    Instant held = standing.heldSince();
    boolean lasting = held != null && standing.heldFor() == risk && !now.isBefore(held.plus(APART));
    return enough() && lasting ? rise(standing) : Optional.empty();
  }

  /**
   * What this evidence would let a playbook do more: its own rung with more risk, or the next rung
   * with no less. Empty when it stands as high as this evidence reaches.
   */
  public Optional<Rise> rise(Standing standing) {
    boolean less =
        standing.rung().unasked()
            && standing.reach() != Standing.UNLIMITED
            && risk.compareTo(standing.reach()) < 0;
    if (less || needed(risk).isEmpty()) {
      return Optional.empty();
    }
    return standing.beyond(risk)
        ? Optional.of(new Rise(standing.rung(), risk))
        : next(standing).map(rung -> new Rise(rung, risk));
  }

  /** Whether any evidence for this risk or less could let it do more. */
  public static boolean couldRise(Standing standing, Risk most) {
    return next(standing).isPresent() || standing.beyond(most);
  }

  /** The next rung that outcomes can earn, if the ceiling allows it. Nothing runs in shadow. */
  private static Optional<Autonomy> next(Standing standing) {
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

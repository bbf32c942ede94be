package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.Verify;
import nightshift.engine.port.Pacer;
import nightshift.engine.port.Probes;
import org.jspecify.annotations.Nullable;

/** The inspection: looks again and again until a fix has settled, or the time is up. Read-only. */
final class Verifying {

  private static final Duration SHORTEST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final InstantSource clock;
  private final Pacer pacer;

  Verifying(InstantSource clock, Pacer pacer) {
    this.clock = clock;
    this.pacer = pacer;
  }

  /** One look, good or not; null when it did not get through. */
  @Nullable Reading look(Probes probes, Plan plan) throws InterruptedException {
    try {
      return Looking.read(probes, plan.draft().verify().probe(), plan.draft().target());
    } catch (ProbeException e) {
      return null;
    }
  }

  /**
   * Looks until there is a verdict.
   *
   * @param stopping when true, gives up early without a verdict
   * @return the judge at its verdict; empty when stopped
   */
  Optional<Judge> judge(Probes probes, Plan plan, BooleanSupplier stopping)
      throws InterruptedException {
    Verify measure = plan.draft().verify();
    Target target = plan.draft().target();
    Judge judge = Judge.begin(measure, clock.instant());
    while (!stopping.getAsBoolean()) {
      judge = see(judge, probes, measure, target);
      if (judge.verdict(clock.instant()).isPresent()) {
        return Optional.of(judge);
      }
      pacer.pause(pause(measure));
    }
    return Optional.empty();
  }

  private Judge see(Judge judge, Probes probes, Verify measure, Target target)
      throws InterruptedException {
    try {
      Reading reading = Looking.read(probes, measure.probe(), target);
      Instant now = clock.instant();
      return judge.saw(reading, now);
    } catch (ProbeException e) {
      return judge.blind(String.valueOf(e.getMessage()));
    }
  }

  private static Duration pause(Verify measure) {
    Duration fifth = measure.settle().dividedBy(5);
    Duration atLeast = fifth.compareTo(SHORTEST) < 0 ? SHORTEST : fifth;
    return atLeast.compareTo(LONGEST) > 0 ? LONGEST : atLeast;
  }
}

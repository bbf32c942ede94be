package nightshift.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import nightshift.engine.action.Risk;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.playbook.Autonomy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many playbooks whose true rates are known, looked at day by day for three months. */
class FleetTest {

  private static final int FLEET = 500;
  private static final int DAYS = 90;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final PlaybookRef REF = new PlaybookRef("lamp", "hash");

  private static double promoted(double truth, Risk risk) {
    SplittableRandom random = new SplittableRandom((long) (truth * 1_000) + risk.ordinal());
    int promoted = 0;
    for (int i = 0; i < FLEET; i++) {
      promoted += everPromoted(truth, risk, random.split()) ? 1 : 0;
    }
    return (double) promoted / FLEET;
  }

  private static boolean everPromoted(double truth, Risk risk, SplittableRandom random) {
    List<Observation> seen = new ArrayList<>();
    Standing s = Standing.begun(REF, Autonomy.ASK, Autonomy.AUTO, START, "");
    for (int day = 0; day < DAYS; day++) {
      Instant now = START.plus(Duration.ofDays(day));
      if (random.nextDouble() < 0.7) {
        Outcome o = random.nextDouble() < truth ? Outcome.FIXED : Outcome.NO_EFFECT;
        Lesson lesson = Lesson.of(o, now.plusSeconds(1));
        seen.add(new Observation(new PlanId(1), REF, "a", "lamp", "lamp:x", risk, lesson));
      }
      Instant look = now.plus(Duration.ofHours(12));
      Evidence e = Evidence.of(seen, s, look, Duration.ofDays(90), Risk.MEDIUM);
      if (e.proposes(s, look).isPresent()) {
        return true;
      }
      s = e.enough() ? (s.heldSince() == null ? s.held(look, risk) : s) : s.held(null, risk);
    }
    return false;
  }

  @ParameterizedTest
  @CsvSource({"0.50, LOW", "0.60, LOW", "0.70, LOW", "0.60, MEDIUM", "0.80, MEDIUM"})
  void a_bad_fix_is_proposed_in_fewer_than_one_of_twenty_fleets(double truth, Risk risk) {
    assertThat(promoted(truth, risk)).isLessThan(0.05);
  }

  @ParameterizedTest
  @CsvSource({"0.97, LOW", "0.99, MEDIUM"})
  void a_good_fix_is_proposed_nearly_always(double truth, Risk risk) {
    assertThat(promoted(truth, risk)).isGreaterThan(0.9);
  }

  @ParameterizedTest
  @CsvSource({"1.0, HIGH", "1.0, CRITICAL"})
  void what_is_dangerous_is_never_proposed(double truth, Risk risk) {
    assertThat(promoted(truth, risk)).isZero();
  }
}

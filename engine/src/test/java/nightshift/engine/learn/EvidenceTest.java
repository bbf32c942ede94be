package nightshift.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nightshift.engine.action.Risk;
import nightshift.engine.card.LadderWords;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.playbook.Autonomy;
import org.junit.jupiter.api.Test;

/** What speaks for a rise, and for which risk. */
class EvidenceTest {

  private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(60));
  private static final PlaybookRef REF = new PlaybookRef("lamp", "hash");
  private static final Standing ASKS =
      Standing.begun(REF, Autonomy.ASK, Autonomy.AUTO, LONG_AGO, "");

  private final List<Observation> seen = new ArrayList<>();

  private EvidenceTest saw(int times, Outcome outcome, Risk risk) {
    Lesson lesson = Lesson.of(outcome, NOW.minus(Duration.ofDays(2)));
    return saw(times, risk, lesson);
  }

  private EvidenceTest saw(int times, Risk risk, Lesson lesson) {
    for (int i = 0; i < times; i++) {
      seen.add(new Observation(new PlanId(1), REF, "lamp.on", "lamp", "lamp:x", risk, lesson));
    }
    return this;
  }

  private Evidence evidence(Standing standing, Risk most) {
    return Evidence.of(seen, standing, NOW, Duration.ofDays(90), most);
  }

  private static Standing on(Autonomy rung, Risk reach) {
    return ASKS.at(rung, reach, LONG_AGO, "people allowed it");
  }

  @Test
  void each_risk_is_judged_by_its_own_fixes() {
    saw(13, Outcome.FIXED, Risk.LOW).saw(27, Outcome.FIXED, Risk.MEDIUM);
    Evidence low = evidence(ASKS, Risk.MEDIUM);
    assertThat(low.enough()).isTrue();
    assertThat(low.rise(ASKS)).contains(new Rise(Autonomy.COUNTDOWN, Risk.LOW));
    saw(1, Outcome.FIXED, Risk.MEDIUM);
    assertThat(evidence(ASKS, Risk.MEDIUM).rise(ASKS))
        .contains(new Rise(Autonomy.COUNTDOWN, Risk.MEDIUM));
    assertThat(evidence(ASKS, Risk.LOW).rise(ASKS))
        .contains(new Rise(Autonomy.COUNTDOWN, Risk.LOW));
  }

  @Test
  void fixes_with_medium_risk_say_nothing_for_low_risk_that_never_ran() {
    saw(27, Outcome.FIXED, Risk.MEDIUM);
    assertThat(evidence(ASKS, Risk.MEDIUM).enough()).isFalse();
  }

  @Test
  void a_failure_speaks_against_every_risk() {
    saw(13, Outcome.FIXED, Risk.LOW).saw(1, Outcome.NO_EFFECT, Risk.HIGH);
    assertThat(evidence(ASKS, Risk.MEDIUM).enough()).isFalse();
    assertThat(evidence(ASKS, Risk.MEDIUM).record().failed()).isEqualTo(1);
  }

  @Test
  void more_risk_on_the_same_rung_comes_before_the_next_rung() {
    saw(13, Outcome.FIXED, Risk.LOW).saw(28, Outcome.FIXED, Risk.MEDIUM);
    Standing low = on(Autonomy.COUNTDOWN, Risk.LOW);
    assertThat(evidence(low, Risk.MEDIUM).rise(low))
        .contains(new Rise(Autonomy.COUNTDOWN, Risk.MEDIUM));
    Standing medium = on(Autonomy.COUNTDOWN, Risk.MEDIUM);
    assertThat(evidence(medium, Risk.MEDIUM).rise(medium))
        .contains(new Rise(Autonomy.AUTO, Risk.MEDIUM));
  }

  @Test
  void a_rise_never_takes_away_a_risk_that_people_allowed() {
    saw(13, Outcome.FIXED, Risk.LOW);
    Standing medium = on(Autonomy.COUNTDOWN, Risk.MEDIUM);
    assertThat(evidence(medium, Risk.MEDIUM).rise(medium)).isEmpty();
  }

  @Test
  void nothing_rises_above_the_ceiling_or_out_of_the_shadow() {
    saw(28, Outcome.FIXED, Risk.MEDIUM);
    Standing top = on(Autonomy.AUTO, Risk.MEDIUM);
    assertThat(evidence(top, Risk.MEDIUM).rise(top)).isEmpty();
    Standing shadow = Standing.begun(REF, Autonomy.SHADOW, Autonomy.AUTO, LONG_AGO, "");
    assertThat(evidence(shadow, Risk.MEDIUM).rise(shadow)).isEmpty();
  }

  @Test
  void evidence_that_held_for_low_risk_has_not_held_for_medium_risk() {
    saw(28, Outcome.FIXED, Risk.MEDIUM);
    Instant held = NOW.minus(Duration.ofDays(2));
    Standing forLow = ASKS.held(held, Risk.LOW);
    assertThat(evidence(forLow, Risk.MEDIUM).proposes(forLow, NOW)).isEmpty();
    Standing forMedium = ASKS.held(held, Risk.MEDIUM);
    assertThat(evidence(forMedium, Risk.MEDIUM).proposes(forMedium, NOW)).isPresent();
  }

  private String said(Standing standing) {
    return LadderWords.evidence(standing, evidence(standing, Risk.MEDIUM), Risk.MEDIUM);
  }

  @Test
  void nothing_is_said_to_be_needed_by_what_cannot_rise() {
    saw(13, Outcome.FIXED, Risk.LOW);
    assertThat(said(Standing.begun(REF, Autonomy.ASK, Autonomy.ASK, LONG_AGO, "")))
        .isEqualTo("for low risk worked 13 of 13 times (95 % sure: at least 80 %)");
    seen.clear();
    saw(13, Outcome.FIXED, Risk.HIGH);
    assertThat(said(ASKS)).endsWith("at least 80 %); high risk never runs unasked here");
  }

  @Test
  void a_fix_under_watch_was_said_never_to_have_run() {
    Instant until = Instant.parse("2026-11-24T14:05:10Z");
    saw(1, Risk.LOW, new Lesson(Outcome.FIXED, "", until, NOW.minusSeconds(60)));
    assertThat(said(ASKS))
        .isEqualTo(
            "for low risk ran 1 time, watched for relapse until 24 Nov 2026, 14:05 UTC; needed are"
                + " 80 %, and 5 outcomes since it took this rung (0 so far)");
    saw(2, Outcome.FIXED, Risk.LOW);
    assertThat(said(ASKS))
        .startsWith("for low risk worked 2 of 2 times (95 % sure: at least 36 %), and 1 more")
        .contains("watched for relapse until 24 Nov 2026, 14:05 UTC");
  }
}

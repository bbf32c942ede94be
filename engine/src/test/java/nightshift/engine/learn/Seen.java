package nightshift.engine.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nightshift.engine.action.Risk;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlaybookRef;

/** Made-up outcomes. */
final class Seen {

  static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
  static final Duration HALF_LIFE = Duration.ofDays(90);

  private Seen() {}

  static Observation one(Outcome outcome, Duration ago) {
    return new Observation(
        new PlanId(1),
        new PlaybookRef("lamp", "hash"),
        "lamp.on",
        "lamp",
        "lamp:hall",
        Risk.LOW,
        Lesson.of(outcome, NOW.minus(ago)));
  }

  static List<Observation> fresh(Outcome... outcomes) {
    List<Observation> out = new ArrayList<>();
    for (Outcome o : outcomes) {
      out.add(one(o, Duration.ofDays(1)));
    }
    return out;
  }

  static List<Observation> times(int count, Outcome outcome, Duration ago) {
    List<Observation> out = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      out.add(one(outcome, ago));
    }
    return out;
  }
}

package nightshift.engine.card;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nightshift.engine.action.Durations;
import nightshift.engine.learn.Baseline;
import nightshift.engine.learn.Lesson;
import nightshift.engine.learn.Outcome;
import nightshift.engine.learn.TrackRecord;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;

/** Sentences about what came of a plan. */
public final class LessonWords {

  private LessonWords() {}

  /** The status of a plan that ended well at first, if that is no longer all; else empty. */
  static String status(Plan plan, Lesson lesson) {
    if (plan.state() != PlanState.RESOLVED || plan.isUndo()) {
      return "";
    }
    return switch (lesson.outcome()) {
      case FIXED, UNKNOWN -> "";
      case RELAPSED -> Sentences.join("It came back", lesson.note()) + " It had looked fixed.";
      case SELF_HEALED ->
          "It had cleared by itself before the first step. " + Sentences.join("Now", plan.note());
      case NO_EFFECT, WORSE -> Sentences.join("It did not help", lesson.note());
    };
  }

  /**
   * How a fix has done, and how waiting would have: {@code worked 4 of 6 times (95 % sure: at least
   * 34 %); 11 of 14 times this cleared by itself within 6 min, so it is not clear that it helps
   * (observed, not tried)}.
   *
   * @param given the time that both are given
   */
  public static String record(TrackRecord record, Baseline waiting, Duration given) {
    if (!waiting.tells(given)) {
      return record.shown();
    }
    String alone =
        "%d of %d times this cleared by itself within %s"
            .formatted(waiting.cleared(given), waiting.known(given), Durations.shown(given));
    String clear =
        record.runs() == 0 || waiting.beaten(record, given)
            ? ""
            : ", so it is not clear that it helps";
    return record.shown() + "; " + alone + clear + " (observed, not tried)";
  }

  /** What came of a plan: {@code Outcome: relapsed, fired again after 12 min}. */
  public static String learned(Lesson lesson) {
    String watched = lesson.watchUntil() == null ? "" : ", watched until " + lesson.watchUntil();
    String note = lesson.note().isEmpty() ? "" : ", " + lesson.note();
    return "Outcome: " + lesson.outcome().shown() + note + watched;
  }

  /** The note of a relapse: {@code fired again after 12 min}. */
  public static String firedAgain(Duration after) {
    return "fired again after " + Durations.shown(after);
  }

  /** What the thread says of a relapse. */
  public static Reply cameBack(Plan plan, Lesson lesson) {
    return new Reply(
        Reply.Kind.FAILURE,
        "It came back: " + lesson.note(),
        "The fix no longer counts as one. It was watched for "
            + Durations.shown(plan.draft().verify().relapseWatch())
            + ".",
        plan.draft().approval().groups().stream()
            .flatMap(g -> g.roles().stream())
            .distinct()
            .toList());
  }

  /**
   * That one fix repeats: target, count, times of day, and where all of them are.
   *
   * @param times when, oldest first
   */
  public static Reply cause(Plan plan, List<Instant> times, Duration within) {
    String playbook = plan.draft().playbook().name();
    String target = plan.draft().target().toString();
    Map<Integer, Integer> hours = new TreeMap<>();
    times.forEach(t -> hours.merge(t.atOffset(ZoneOffset.UTC).getHour(), 1, Integer::sum));
    String day =
        hours.entrySet().stream()
            .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
            .limit(6)
            .map(h -> "%02d h: %d".formatted(h.getKey(), h.getValue()))
            .collect(Collectors.joining(", "));
    return new Reply(
            Reply.Kind.NOTICE,
            "Fix the cause: %s fixed %s %d times within %s"
                .formatted(playbook, target, times.size(), Durations.shown(within)),
            "By hour of the day (UTC): %s. The first was at %s."
                .formatted(day, times.getFirst().truncatedTo(ChronoUnit.SECONDS)),
            plan.draft().approval().called())
        .seeing(
            "/history?playbook=%s&target=%s"
                .formatted(
                    URLEncoder.encode(playbook, StandardCharsets.UTF_8),
                    URLEncoder.encode(target, StandardCharsets.UTF_8)));
  }

  /** The note of a fix whose alert never cleared. */
  public static String stillFiring() {
    return Outcome.UNKNOWN.shown()
        + ": the probe was good, but the source said until the end of the watch that it fires";
  }
}

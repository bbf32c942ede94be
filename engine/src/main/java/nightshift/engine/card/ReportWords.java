package nightshift.engine.card;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import nightshift.engine.action.Durations;
import nightshift.engine.alert.Text;
import nightshift.engine.learn.Outcome;
import nightshift.engine.learn.Report;
import org.jspecify.annotations.Nullable;

/** A report in words. Plain text, one sentence a line. */
public final class ReportWords {

  private ReportWords() {}

  /** {@code The last 7 days}. */
  public static String title(Report r) {
    long days = Math.round(Duration.between(r.since(), r.until()).toHours() / 24.0);
    return days == 1 ? "The last day" : "The last " + days + " days";
  }

  /** The main figures in one line: what a picture shows, for those who do not see it. */
  public static String figures(Report r) {
    return String.join(" ", lines(r).subList(0, 2));
  }

  /** Everything in it, most important first. */
  public static List<String> lines(Report r) {
    List<String> out = new ArrayList<>();
    out.add(
        "%s: %d ran%s, %d rejected, %d expired%s%s."
            .formatted(
                counted(r.plans(), "plan"),
                r.ran(),
                r.ran() == 0
                    ? ""
                    : ", %d of them unasked (%s)".formatted(r.unasked(), percent(r.unaskedShare())),
                r.rejected(),
                r.expired(),
                r.clearedFirst() == 0 ? "" : ", %d cleared first".formatted(r.clearedFirst()),
                r.others() == 0 ? "" : ", " + counted(r.others(), "other")));
    out.add("Outcomes: " + outcomes(r.outcomes()) + ".");
    out.add(
        "Median time to approve: "
            + shown(r.toApprove())
            + "; from plan to fix: "
            + shown(r.toFix())
            + ".");
    out.add(fixed(r));
    out.add(
        r.told() == 0
            ? "False actions: nothing ran yet whose outcome is known."
            : "False actions: %d of %d (%s) ran and were not needed or did not help."
                .formatted(r.falseActions(), r.told(), percent(r.falseActionRate())));
    r.repeaters()
        .forEach(p ->
            out.add(
                "Fixed again and again: %s on %s, %d times."
                    .formatted(p.playbook(), p.target(), p.times())));
    r.reasons()
        .forEach((why, times) ->
            out.add("Rejected %s: %s".formatted(counted(times, "time"), Text.line(why, 200))));
    return out;
  }

  private static String fixed(Report r) {
    if (r.fixedShare() == null) {
      return "Fixed: nothing ran yet that says so.";
    }
    String fixed =
        "Fixed %d of %d (%s) whose effect is known."
            .formatted(r.outcomes().get(Outcome.FIXED), r.judged(), percent(r.fixedShare()));
    Double uplift = r.uplift();
    return uplift == null
        ? fixed + " How much would have cleared by itself is not known yet."
        : fixed
            + " Of what was left alone as long, %s cleared by itself: %s points (observed, not tried)."
                .formatted(
                    percent(r.aloneShare()),
                    String.format(Locale.ROOT, "%+d", Math.round(100 * uplift)));
  }

  private static String outcomes(Map<Outcome, Integer> counts) {
    String some =
        counts.entrySet().stream()
            .filter(e -> e.getValue() > 0)
            .map(e -> e.getValue() + " " + e.getKey().shown())
            .collect(Collectors.joining(", "));
    return some.isEmpty() ? "none yet" : some;
  }

  private static String counted(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private static String percent(@Nullable Double share) {
    return share == null ? "?" : Math.round(100 * share) + " %";
  }

  private static String shown(@Nullable Duration d) {
    return d == null ? "none yet" : Durations.shown(d.truncatedTo(ChronoUnit.SECONDS));
  }
}

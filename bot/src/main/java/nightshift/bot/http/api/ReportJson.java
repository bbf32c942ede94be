package nightshift.bot.http.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import nightshift.engine.card.ReportWords;
import nightshift.engine.learn.Outcome;
import nightshift.engine.learn.Report;
import org.jspecify.annotations.Nullable;

/**
 * A report as the API shows it. Times in seconds, shares from 0 to 1, null where nothing is known.
 */
final class ReportJson {

  private ReportJson() {}

  static SequencedMap<String, @Nullable Object> of(Report r) {
    SequencedMap<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("since", r.since().toString());
    out.put("until", r.until().toString());
    out.put("plans", r.plans());
    out.put("ran", r.ran());
    out.put("unasked", r.unasked());
    out.put("automaticShare", share(r.unaskedShare()));
    out.put("rejected", r.rejected());
    out.put("expired", r.expired());
    out.put("clearedFirst", r.clearedFirst());
    out.put("outcomes", outcomes(r.outcomes()));
    out.put("medianToApprove", seconds(r.toApprove()));
    out.put("medianToFix", seconds(r.toFix()));
    out.put("judged", r.judged());
    out.put("fixedShare", share(r.fixedShare()));
    out.put("selfHealedShare", share(r.aloneShare()));
    out.put("uplift", share(r.uplift()));
    out.put("falseActions", r.falseActions());
    out.put("falseActionRate", share(r.falseActionRate()));
    out.put("repeaters", r.repeaters().stream().map(ReportJson::repeater).toList());
    out.put("rejectedBecause", r.reasons());
    out.put("text", text(r));
    return out;
  }

  private static List<String> text(Report r) {
    List<String> out = new java.util.ArrayList<>(List.of(ReportWords.title(r)));
    out.addAll(ReportWords.lines(r));
    return out;
  }

  private static Map<String, Integer> outcomes(Map<Outcome, Integer> counts) {
    SequencedMap<String, Integer> out = new LinkedHashMap<>();
    counts.forEach((o, n) -> out.put(o.word(), n));
    return out;
  }

  private static Map<String, Object> repeater(Report.Repeater p) {
    SequencedMap<String, Object> out = new LinkedHashMap<>();
    out.put("playbook", p.playbook());
    out.put("target", p.target());
    out.put("times", p.times());
    return out;
  }

  private static @Nullable Double share(@Nullable Double d) {
    return d == null ? null : Math.round(1_000 * d) / 1_000.0;
  }

  private static @Nullable Long seconds(@Nullable Duration d) {
    return d == null ? null : d.toSeconds();
  }
}

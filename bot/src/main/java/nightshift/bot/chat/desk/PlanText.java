package nightshift.bot.chat.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nightshift.engine.card.Sentences;
import nightshift.engine.diagnosis.Evidence;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.Step;
import nightshift.engine.port.LedgerView.StatRow;

/** What people read about one plan when they ask. Plain text; pure. */
public final class PlanText {

  /** How far back statistics look. */
  static final Duration STATS = Duration.ofDays(7);

  private PlanText() {}

  /** One line for lists: number, headline, state. */
  public static String line(Plan plan) {
    return "%s %s: %s".formatted(plan.id(), plan.draft().headline(), plan.state().shown());
  }

  /** How many plans ended like this. */
  static String counted(StatRow r) {
    return "%d × %s, %s risk, %.0f percent confidence on average"
        .formatted(r.count(), r.state().shown(), r.risk().word(), r.averageConfidence());
  }

  /** Everything: evidence, exact arguments, undo, track record, why it asks, digest. */
  public static List<String> details(Plan plan, String status) {
    Plan.Draft d = plan.draft();
    List<String> out = new ArrayList<>(why(plan, status));
    out.add("");
    for (Step s : d.steps()) {
      out.add(s.index() + ". " + s.sentence());
      out.add("   " + s.kind() + " " + s.args());
      s.details().forEach(x -> out.add("   " + x));
      out.add("   " + Sentences.reversal(s.reversal()));
      out.add("   touches " + s.manifest().count() + " objects, SHA-256 " + s.manifest().sha256());
    }
    out.add("");
    out.add(Sentences.measuring(d.verify()));
    for (Evidence e : d.diagnosis().evidence()) {
      out.add("");
      out.add(e.probe() + ":");
      e.lines().forEach(l -> out.add("  " + l));
    }
    return out;
  }

  /** Which playbook matched, what was found, why it asks, and where it stands. */
  public static List<String> why(Plan plan, String status) {
    Plan.Draft d = plan.draft();
    List<String> out = new ArrayList<>();
    out.add("Problem: " + d.title());
    out.add("Cause: " + d.diagnosis().cause() + ". " + d.diagnosis().summary());
    out.add("Playbook: " + d.playbook().name() + " (" + hash(d) + "), on " + d.target());
    out.add("Confidence: " + d.confidence() + " percent; " + d.trackRecord());
    out.add(
        "Risk: " + d.risk().word() + "; " + (d.asks() ? "asks because " : "") + d.asksBecause());
    out.add("Who may decide: " + d.approval().shown());
    out.add("Digest: " + d.digest() + ", revision " + d.revision());
    Instant expires = plan.expiresAt();
    if (expires != null) {
      out.add("Expires: " + expires);
    }
    if (!status.isBlank()) {
      out.add(status);
    }
    return out;
  }

  private static String hash(Plan.Draft d) {
    return d.playbook().hash().substring(0, Math.min(8, d.playbook().hash().length()));
  }
}

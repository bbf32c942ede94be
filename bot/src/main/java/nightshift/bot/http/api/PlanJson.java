package nightshift.bot.http.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import nightshift.engine.alert.Alert;
import nightshift.engine.card.AlertWords;
import nightshift.engine.diagnosis.Evidence;
import nightshift.engine.learn.Observation;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.Step;
import nightshift.engine.plan.StepRun;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.LedgerView;
import nightshift.engine.work.Cards;
import org.jspecify.annotations.Nullable;

/** A plan as the API shows it, with everything that happened to it. */
public final class PlanJson {

  private PlanJson() {}

  /** The plan with its steps, votes and thread, as one view of the ledger sees them. */
  public static SequencedMap<String, @Nullable Object> of(LedgerView view, Plan plan) {
    SequencedMap<String, @Nullable Object> out = new LinkedHashMap<>();
    identity(out, plan);
    problem(out, plan.draft());
    out.put("actions", plan.draft().steps().stream().map(s -> action(s, plan.draft())).toList());
    verdict(out, plan);
    out.put("outcome", view.outcome(plan.id()).map(PlanJson::outcome).orElse(null));
    out.put("steps", view.steps(plan.id()).stream().map(PlanJson::run).toList());
    out.put(
        "votes",
        view.votes(plan.id(), plan.draft().revision()).stream().map(PlanJson::vote).toList());
    out.put("thread", view.thread(plan.id()).stream().map(PlanJson::entry).toList());
    return out;
  }

  private static void identity(Map<String, @Nullable Object> out, Plan plan) {
    out.put("id", plan.uid());
    out.put("number", plan.id().number());
    out.put("revision", plan.draft().revision());
    out.put("digest", plan.draft().digest());
    out.put("alertId", plan.draft().alertId());
  }

  private static void problem(Map<String, @Nullable Object> out, Plan.Draft d) {
    out.put("problem", d.title());
    out.put("headline", d.headline());
    out.put("diagnosis", d.diagnosis().summary());
    out.put("cause", d.diagnosis().cause());
    out.put("evidence", d.diagnosis().evidence().stream().map(PlanJson::evidence).toList());
    out.put("playbook", d.playbook().name());
    out.put("target", d.target().toString());
  }

  private static void verdict(Map<String, @Nullable Object> out, Plan plan) {
    Plan.Draft d = plan.draft();
    PlanId parent = d.parent();
    out.put("risk", d.risk().word());
    out.put("confidence", d.confidence());
    out.put("requiresConfirmation", d.asks());
    out.put("because", d.asksBecause());
    out.put("status", plan.state().status());
    out.put("state", plan.state().word());
    out.put("result", plan.note());
    out.put("createdAt", time(plan.createdAt()));
    out.put("changedAt", time(plan.changedAt()));
    out.put("expiresAt", time(plan.expiresAt()));
    out.put("executedAt", time(plan.claimedAt()));
    out.put("approvers", d.approval().shown());
    out.put("decision", decision(plan.decision()));
    out.put("parent", parent == null ? null : parent.number());
    out.put("initiator", d.initiator());
    out.put("batched", Cards.covered(plan));
    out.put("trackRecord", d.trackRecord());
  }

  private static Map<String, @Nullable Object> action(Step s, Plan.Draft d) {
    SequencedMap<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("id", String.valueOf(s.index()));
    out.put("type", s.kind());
    out.put("description", s.sentence());
    out.put("details", s.details());
    out.put("params", s.args());
    out.put("risk", s.risk().word());
    out.put("requiresConfirmation", d.asks());
    out.put("estimatedDuration", s.estimated().plusMillis(999).toSeconds());
    out.put("undoable", s.reversal().possible());
    out.put("undo", s.reversal().how());
    out.put("objects", s.manifest().count());
    out.put("bytes", s.bytes());
    return out;
  }

  private static Map<String, Object> evidence(Evidence e) {
    return ordered("probe", e.probe(), "lines", e.lines());
  }

  private static @Nullable Map<String, Object> decision(Plan.@Nullable Decision d) {
    return d == null
        ? null
        : ordered("by", d.by(), "where", d.where(), "at", d.at().toString(), "reason", d.reason());
  }

  private static Map<String, @Nullable Object> outcome(Observation o) {
    SequencedMap<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("is", o.outcome().word());
    out.put("note", o.lesson().note());
    out.put("at", time(o.lesson().at()));
    out.put("watchedUntil", time(o.lesson().watchUntil()));
    return out;
  }

  private static Map<String, @Nullable Object> run(StepRun r) {
    SequencedMap<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("index", r.key().index());
    out.put("phase", word(r.key().phase()));
    out.put("status", word(r.status()));
    out.put("startedAt", time(r.startedAt()));
    out.put("endedAt", time(r.endedAt()));
    var result = r.result();
    out.put("summary", result == null ? null : result.summary());
    out.put("output", result == null ? null : result.output());
    out.put("exitCode", result == null ? null : result.exitCode());
    return out;
  }

  private static Map<String, Object> vote(Vote v) {
    return ordered(
        "by", v.person(),
        "choice", word(v.choice()),
        "where", v.voter().platform(),
        "at", v.at().toString(),
        "reason", v.reason());
  }

  private static Map<String, Object> entry(LedgerView.ThreadEntry t) {
    Map<String, Object> out =
        ordered(
            "key", t.key(),
            "kind", word(t.reply().kind()),
            "title", t.reply().title(),
            "body", t.reply().body(),
            "at", t.at().toString());
    String page = t.reply().page();
    if (page != null) {
      out.put("page", page);
    }
    return out;
  }

  /** An alert that still fires and got no plan. */
  static Map<String, Object> unanswered(LedgerView.Unanswered u) {
    Alert a = u.alert();
    return ordered(
        "what", AlertWords.shown(a),
        "because", u.outcome(),
        "severity", a.severity().word(),
        "title", a.title(),
        "source", a.source(),
        "labels", a.labels(),
        "startsAt", a.startsAt().toString(),
        "notedAt", u.at().toString());
  }

  private static Map<String, Object> ordered(Object... pairs) {
    SequencedMap<String, Object> out = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      out.put((String) pairs[i], pairs[i + 1]);
    }
    return out;
  }

  private static @Nullable String time(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }

  private static String word(Enum<?> e) {
    return e.name().toLowerCase(Locale.ROOT);
  }
}

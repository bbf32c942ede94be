package nightshift.engine.port;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightshift.engine.action.ActionResult;
import nightshift.engine.alert.Alert;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.Standing;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Digests;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.Step;
import nightshift.engine.plan.StepKey;
import nightshift.engine.plan.StepRun;
import nightshift.engine.policy.Vote;
import org.jspecify.annotations.Nullable;

/**
 * What the event log says of each write. Pure, and the same for every database, so that two logs
 * read alike. Values are strings, numbers, booleans, null, lists and maps of these.
 */
public final class LedgerFacts {

  private LedgerFacts() {}

  /** Of an admitted, resolved or replaced alert. */
  public static Map<String, @Nullable Object> of(Alert a) {
    Map<String, @Nullable Object> m = new LinkedHashMap<>();
    m.put("alert", a.id());
    m.put("source", a.source());
    m.put("fingerprint", a.fingerprint());
    m.put("severity", a.severity().word());
    m.put("title", a.title());
    m.put("startsAt", a.startsAt().toString());
    return m;
  }

  /** Of an opened plan. */
  public static Map<String, @Nullable Object> opened(Plan plan) {
    Plan.Draft d = plan.draft();
    Map<String, @Nullable Object> m = new LinkedHashMap<>();
    m.put("uid", plan.uid());
    m.put("revision", d.revision());
    m.put("digest", d.digest());
    m.put("alert", d.alertId());
    m.put("playbook", d.playbook().name());
    m.put("playbookHash", d.playbook().hash());
    m.put("target", d.target().toString());
    m.put("headline", d.headline());
    m.put("risk", d.risk().word());
    m.put("confidence", d.confidence());
    m.put("asks", d.asks());
    m.put("asksBecause", d.asksBecause());
    m.put("parent", d.parent() == null ? null : d.parent().number());
    m.put("initiator", d.initiator());
    return m;
  }

  /** Of a move of a plan. */
  public static Map<String, @Nullable Object> moved(Plan from, Plan to, PlanEvent event) {
    Map<String, @Nullable Object> m = new LinkedHashMap<>();
    m.put("from", from.state().word());
    m.put("to", to.state().word());
    m.put("digest", to.draft().digest());
    m.put("note", event.note());
    Plan.Decision decision =
        switch (event) {
          case PlanEvent.Approved a -> a.decision();
          case PlanEvent.Rejected r -> r.decision();
          case PlanEvent.Settled s -> s.decision();
          default -> null;
        };
    if (decision != null) {
      m.put("by", decision.by());
      m.put("where", decision.where());
      m.put("reason", decision.reason());
      if (event instanceof PlanEvent.Approved && from.draft().approval().terms().solo()) {
        m.put("solo", true);
      }
    }
    return m;
  }

  /** Of a counted vote. */
  public static Map<String, @Nullable Object> of(Vote v) {
    Map<String, @Nullable Object> m = new LinkedHashMap<>();
    m.put("choice", v.choice().name().toLowerCase(java.util.Locale.ROOT));
    m.put("revision", v.revision());
    m.put("digest", v.digest());
    m.put("roles", v.roles().stream().sorted().toList());
    m.put("platform", v.voter().platform());
    m.put("subject", v.voter().subject());
    m.put("shownName", v.voter().shownName());
    m.put("where", v.voter().where());
    m.put("interaction", v.interaction());
    m.put("reason", v.reason());
    return m;
  }

  /** Of a claim taken over. */
  public static Map<String, @Nullable Object> takenOver(Claim claim, String formerOwner) {
    Map<String, @Nullable Object> m = new LinkedHashMap<>();
    m.put("owner", claim.owner());
    m.put("epoch", claim.epoch());
    m.put("formerOwner", formerOwner);
    return m;
  }

  /** Of a started step. */
  public static Map<String, @Nullable Object> started(
      Claim claim, StepKey key, Step step, String captured) {
    Map<String, @Nullable Object> m = step(key);
    m.put("kind", step.kind());
    m.put("args", step.args());
    m.put("objects", step.manifest().count());
    m.put("objectsSha256", step.manifest().sha256());
    m.put("capturedSha256", Digests.sha256(captured));
    m.put("epoch", claim.epoch());
    return m;
  }

  /** Of an ended step: the output by its hash, because it may be long. */
  public static Map<String, @Nullable Object> ended(
      StepKey key, StepRun.Status status, ActionResult result) {
    Map<String, @Nullable Object> m = step(key);
    m.put("status", status.name().toLowerCase(java.util.Locale.ROOT));
    m.put("ok", result.ok());
    m.put("summary", result.summary());
    m.put("exitCode", result.exitCode());
    m.put("outputSha256", Digests.sha256(result.output()));
    return m;
  }

  /** Of a pause. */
  public static Map<String, @Nullable Object> of(LedgerView.Pause p) {
    Map<String, @Nullable Object> m = new LinkedHashMap<>();
    Instant until = p.until();
    m.put("reason", p.reason());
    m.put("until", until == null ? null : until.toString());
    return m;
  }

  /** Of a breaker that somebody closed. */
  public static Map<String, @Nullable Object> breakerClosed(
      nightshift.engine.plan.PlaybookRef playbook, int failedInARow, String reason) {
    Map<String, @Nullable Object> m = new LinkedHashMap<>();
    m.put("playbook", playbook.name());
    m.put("playbookHash", playbook.hash());
    m.put("failedInARow", failedInARow);
    m.put("reason", reason);
    return m;
  }

  /** Of a learned outcome. */
  public static Map<String, @Nullable Object> learned(Observation seen) {
    Map<String, @Nullable Object> m = new LinkedHashMap<>();
    Instant until = seen.lesson().watchUntil();
    m.put("playbook", seen.playbook().name());
    m.put("playbookHash", seen.playbook().hash());
    m.put("action", seen.action());
    m.put("outcome", seen.outcome().word());
    m.put("note", seen.lesson().note());
    m.put("watchUntil", until == null ? null : until.toString());
    return m;
  }

  /** Of where a playbook stands. */
  public static Map<String, @Nullable Object> of(Standing s) {
    Map<String, @Nullable Object> m = new LinkedHashMap<>();
    Instant held = s.heldSince();
    m.put("playbook", s.playbook().name());
    m.put("playbookHash", s.playbook().hash());
    m.put("rung", s.rung().word());
    m.put("reach", s.reach().word());
    m.put("since", s.since().toString());
    m.put("why", s.why());
    m.put("heldSince", held == null ? null : held.toString());
    m.put("heldFor", held == null ? null : s.heldFor().word());
    return m;
  }

  /** The step of {@code plan} that {@code key} names. */
  public static Step stepOf(Plan plan, StepKey key) {
    List<Step> steps = plan.draft().steps();
    return steps.stream()
        .filter(s -> s.index() == key.index())
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("plan " + plan.id() + " has no step " + key.index()));
  }

  private static Map<String, @Nullable Object> step(StepKey key) {
    Map<String, @Nullable Object> m = new LinkedHashMap<>();
    m.put("phase", key.phase().name().toLowerCase(java.util.Locale.ROOT));
    m.put("index", key.index());
    return m;
  }
}

package nightshift.storage;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Signal;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.learn.Lesson;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.Standing;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.LedgerFacts;
import org.jspecify.annotations.Nullable;

/** The writes around execution's edges: alerts, drafts, votes, cards, replies, records. */
final class SqlTx extends SqlWork {

  SqlTx(Tables tables) {
    super(tables);
  }

  @Override
  public Admission admit(Alert alert) {
    doing("writing down alert " + alert.id());
    if (tables.alerts().repeated(alert)) {
      return Admission.REPEAT;
    }
    close(alert.source(), alert.fingerprint(), alert.receivedAt(), "alert-replaced");
    tables.alerts().insert(alert);
    event(alert.receivedAt(), null, "alert-admitted", alert.source(), LedgerFacts.of(alert));
    return Admission.NEW;
  }

  private List<String> close(String source, String fingerprint, Instant at, String type) {
    boolean cleared = type.equals("alert-resolved");
    List<Alert> closed = tables.alerts().close(source, fingerprint, at, cleared);
    closed.forEach(a -> event(at, null, type, source, LedgerFacts.of(a)));
    return closed.stream().map(Alert::id).toList();
  }

  @Override
  public List<String> resolve(Signal.Resolved signal) {
    doing("noting that an alert of " + signal.source() + " is over");
    return close(signal.source(), signal.fingerprint(), signal.at(), "alert-resolved");
  }

  @Override
  public void planned(String alertId, String outcome, Instant at) {
    doing("noting what came of alert " + alertId);
    tables.alerts().planned(alertId, outcome, at);
    event(at, null, "alert-planned", "nightshift", Map.of("alert", alertId, "outcome", outcome));
  }

  @Override
  public void defer(String alertId, Instant until, String why) {
    doing("deferring alert " + alertId);
    tables.alerts().defer(alertId, until, why);
  }

  @Override
  public int reconsider(Collection<String> outcomes, Instant at) {
    doing("looking again at alerts that nothing was planned for");
    int count = tables.alerts().reconsider(outcomes);
    if (count > 0) {
      event(at, null, "alerts-reconsidered", "nightshift", Map.of("count", count));
    }
    return count;
  }

  @Override
  public Optional<Plan> open(Plan.Draft draft, Instant at) {
    doing("opening a plan for " + draft.target());
    if (livePlan(draft.target()).isPresent()) {
      return Optional.empty();
    }
    Plan plan = tables.plans().insert(draft, at);
    tables.cards().owe(plan.id());
    if (draft.parent() != null) {
      touch(draft.parent());
    }
    String actor = draft.initiator() == null ? "nightshift" : draft.initiator();
    event(at, plan.id(), "plan-opened", actor, LedgerFacts.opened(plan));
    return Optional.of(plan);
  }

  @Override
  public boolean vote(Vote vote) {
    doing("counting a vote of " + vote.person() + " on plan " + vote.plan());
    tables.plans().mustExist(vote.plan());
    if (!tables.votes().insert(vote)) {
      return false;
    }
    touch(vote.plan());
    event(vote.at(), vote.plan(), "vote", vote.person(), LedgerFacts.of(vote));
    return true;
  }

  @Override
  public String put(String blob) {
    doing("storing what a step may touch");
    return tables.records().put(blob);
  }

  @Override
  public void say(PlanId plan, String key, Reply reply, Instant at) {
    doing("writing into the thread of plan " + plan);
    tables.plans().mustExist(plan);
    tables.threads().say(plan, key, reply, at);
  }

  @Override
  public void cardShown(PlanId plan, CardRef where, long version, Instant at) {
    doing("noting that the card of plan " + plan + " is shown");
    tables.plans().mustExist(plan);
    tables.cards().shown(plan, where, version);
    if (tables.plans().startClock(plan, at)) {
      tables.cards().stale(plan);
    }
  }

  @Override
  public void cardChanged(PlanId plan) {
    doing("noting that the card of plan " + plan + " says something else");
    tables.plans().mustExist(plan);
    touch(plan);
  }

  @Override
  public void cardPostponed(PlanId plan, String platform, Instant until, String why) {
    doing("putting off the card of plan " + plan);
    tables.cards().postpone(plan, platform, until, why);
  }

  @Override
  public void cardGone(PlanId plan, String platform) {
    doing("noting that the card of plan " + plan + " is gone");
    tables.cards().forget(plan, platform);
  }

  @Override
  public void delivered(Errand errand, String ref, Instant at) {
    doing("noting that a reply to plan " + errand.plan() + " was delivered");
    tables.threads().delivered(errand, ref);
  }

  @Override
  public void postpone(Errand errand, Instant until, String why) {
    doing("putting off a reply to plan " + errand.plan());
    tables.threads().postpone(errand, until, why);
  }

  @Override
  public void learn(PlanId plan, Lesson lesson) {
    doing("noting the outcome of plan " + plan);
    Observation seen = Observation.of(tables.plans().existing(plan), lesson);
    tables.outcomes().learn(seen);
    touch(plan);
    event(lesson.at(), plan, "outcome", "nightshift", LedgerFacts.learned(seen));
  }

  @Override
  public void reported(String key, String platform, Instant at) {
    doing("noting that a report was shown on " + platform);
    tables.standings().report(key, platform, Micros.of(at));
    event(at, null, "reported", "nightshift", Map.of("key", key, "platform", platform));
  }

  @Override
  public void stand(Standing standing) {
    doing("noting where playbook " + standing.playbook().name() + " stands");
    tables.standings().put(standing);
    event(tables.session().now(), null, "standing", "nightshift", LedgerFacts.of(standing));
  }

  @Override
  public void confirmed(PlanId plan, Instant at) {
    doing("ending the watch over plan " + plan);
    if (tables.outcomes().confirm(plan)) {
      event(at, plan, "outcome-confirmed", "nightshift", Map.of());
    }
  }

  @Override
  public void closeBreaker(
      PlaybookRef playbook, int failedInARow, String by, String reason, Instant at) {
    doing("closing the breaker of " + playbook.name());
    tables.records().closeBreaker(playbook, by, reason, at);
    event(
        at, null, "breaker-closed", by, LedgerFacts.breakerClosed(playbook, failedInARow, reason));
  }

  @Override
  public void pause(Pause pause) {
    doing("pausing execution");
    tables.records().pause(pause);
    event(pause.since(), null, "pause", pause.by(), LedgerFacts.of(pause));
  }

  @Override
  public boolean resume(String by, Instant at) {
    doing("resuming execution");
    if (pause().isEmpty()) {
      return false;
    }
    tables.records().endPauses(by, at);
    event(at, null, "resume", by, Map.of());
    return true;
  }

  @Override
  public void note(
      @Nullable PlanId plan, String type, String actor, Map<String, String> facts, Instant at) {
    doing("noting an event of type " + type);
    event(at, plan, type, actor, facts);
  }

  @Override
  public void keep(String key, String value) {
    doing("keeping " + key);
    tables.records().keep(key, value);
  }

  @Override
  public void platform(String name) {
    doing("registering the platform " + name);
    tables.cards().register(name, tables.session().now());
  }

  @Override
  public void pulse(Instant at) {
    doing("looking whether the ledger can be written");
    tables.records().pulse(at);
  }
}

package nightshift.storage;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.alert.Alert;
import nightshift.engine.card.CardRef;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.PlanFacts;
import nightshift.engine.learn.Standing;
import nightshift.engine.learn.Wait;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.plan.StepRun;
import nightshift.engine.plan.Unasked;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.LedgerView;
import org.jspecify.annotations.Nullable;

/** Every question that can be asked, each handed to its table. */
class SqlView implements LedgerView {

  final Tables tables;

  SqlView(Tables tables) {
    this.tables = tables;
  }

  /** A limit from 1 to {@link #MOST}. */
  static int bounded(int limit) {
    return Math.clamp(limit, 1, MOST);
  }

  @Override
  public Optional<Plan> plan(PlanId id) {
    return tables.plans().plan(id);
  }

  @Override
  public Optional<Plan> planByUid(String uid) {
    return tables.plans().byUid(uid);
  }

  @Override
  public List<Plan> plans(PlanQuery query) {
    return tables.queries().plans(query);
  }

  @Override
  public long count(PlanQuery query) {
    return tables.queries().count(query);
  }

  @Override
  public Optional<Plan> livePlan(Target target) {
    return tables.plans().live(target);
  }

  @Override
  public List<Plan> children(PlanId parent) {
    return tables.queries().children(parent);
  }

  @Override
  public List<Plan> plansFor(String alertId) {
    return tables.queries().ofAlert(alertId);
  }

  @Override
  public List<Plan> claimedSince(String playbook, Target target, Instant since) {
    return tables.queries().claimedSince(playbook, target, since);
  }

  @Override
  public Optional<Instant> breakerClosed(PlaybookRef playbook) {
    return tables.records().breakerClosed(playbook);
  }

  @Override
  public List<Unasked> unasked(Instant since) {
    return tables.queries().unasked(since);
  }

  @Override
  public long firings(String source, String fingerprint, Instant since) {
    return tables.alerts().firings(source, fingerprint, since);
  }

  @Override
  public Optional<Alert> alert(String id) {
    return tables.alerts().alert(id);
  }

  @Override
  public List<Alert> unplanned(int limit) {
    return tables.alerts().unplanned(bounded(limit));
  }

  @Override
  public boolean firing(String alertId) {
    return tables.alerts().firing(alertId);
  }

  @Override
  public List<Unanswered> unanswered(Collection<String> outcomes, int limit) {
    return tables.alerts().unanswered(outcomes, bounded(limit));
  }

  @Override
  public List<Vote> votes(PlanId plan, int revision) {
    return tables.votes().votes(plan, revision);
  }

  @Override
  public List<StepRun> steps(PlanId plan) {
    return tables.steps().steps(plan);
  }

  @Override
  public Optional<Claim> claim(PlanId plan) {
    return tables.claims().claim(plan);
  }

  @Override
  public Optional<String> blob(String sha256) {
    return tables.records().blob(sha256);
  }

  @Override
  public List<ThreadEntry> thread(PlanId plan) {
    return tables.threads().thread(plan);
  }

  @Override
  public List<Errand> dueErrands(String platform, Instant now, int limit) {
    return tables.threads().due(platform, now, bounded(limit));
  }

  @Override
  public List<CardDebt> staleCards(String platform, Instant now, int limit) {
    return tables.cards().stale(platform, now, bounded(limit));
  }

  @Override
  public List<CardRef> cards(PlanId plan) {
    return tables.cards().of(plan);
  }

  @Override
  public Optional<PlanId> cardAt(CardRef where) {
    return tables.cards().at(where);
  }

  @Override
  public Optional<String> kept(String key) {
    return tables.records().kept(key);
  }

  @Override
  public List<LedgerEvent> events(PlanId plan) {
    return tables.events().of(plan);
  }

  @Override
  public List<LedgerEvent> eventsAfter(long seq, int limit) {
    return tables.events().after(seq, bounded(limit));
  }

  @Override
  public ChainReport verifyChain() {
    return tables.events().verify();
  }

  @Override
  public Optional<Pause> pause() {
    return tables.records().pause();
  }

  @Override
  public Optional<Observation> outcome(PlanId plan) {
    return tables.outcomes().of(plan);
  }

  @Override
  public List<Observation> observations(PlaybookRef playbook, int limit) {
    return tables.outcomes().of(playbook, bounded(limit));
  }

  @Override
  public List<Observation> watched(String source, String fingerprint) {
    return tables.outcomes().watched(source, fingerprint);
  }

  @Override
  public List<Observation> watched(String playbook, Target target) {
    return tables.outcomes().watched(playbook, target);
  }

  @Override
  public List<Observation> watchesOver(Instant now, int limit) {
    return tables.outcomes().watchesOver(now, bounded(limit));
  }

  @Override
  public List<Wait> waits(@Nullable String playbook, Instant since, int limit) {
    return tables.outcomes().waits(playbook, since, Math.clamp(limit, 1, MOST_FACTS));
  }

  @Override
  public List<PlanFacts> facts(Instant since, int limit) {
    return tables.queries().facts(since, Math.clamp(limit, 1, MOST_FACTS));
  }

  @Override
  public boolean reported(String key, String platform) {
    return tables.standings().reported(key, platform);
  }

  @Override
  public Optional<Standing> standing(String playbook) {
    return tables.standings().of(playbook);
  }

  @Override
  public List<Standing> standings() {
    return tables.standings().all();
  }

  @Override
  public Optional<AlertLife> life(String alertId) {
    return tables.alerts().life(alertId);
  }

  @Override
  public List<StatRow> stats(Instant since) {
    return tables.queries().stats(since);
  }

  @Override
  public Map<String, List<String>> known() {
    return tables.queries().known();
  }
}

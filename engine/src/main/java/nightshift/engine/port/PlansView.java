package nightshift.engine.port;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.StepRun;
import nightshift.engine.plan.Unasked;
import nightshift.engine.policy.Vote;

/** What can be asked of the ledger about plans, their votes and their steps. */
public interface PlansView {

  /** The plan of this number. */
  Optional<Plan> plan(PlanId id);

  /** The plan of this full id. */
  Optional<Plan> planByUid(String uid);

  /** Plans by filter, in the order that it asks for. */
  List<Plan> plans(LedgerView.PlanQuery query);

  /** How many plans the filter has, regardless of limit and offset. */
  long count(LedgerView.PlanQuery query);

  /** The plan that is not terminal for this target; there is at most one. */
  Optional<Plan> livePlan(Target target);

  /** Plans that name this one as their parent (undo, try again), oldest first. */
  List<Plan> children(PlanId parent);

  /** Plans that answer this alert, oldest first. */
  List<Plan> plansFor(String alertId);

  /**
   * Plans of this playbook name and target that were claimed at or after {@code since}, newest
   * first.
   */
  List<Plan> claimedSince(String playbook, Target target, Instant since);

  /**
   * Plans that were allowed without asking at or after {@code since}, the newest first: those that
   * ran, and those that are about to. At most 1,000.
   */
  List<Unasked> unasked(Instant since);

  /** Votes on this revision, in order. */
  List<Vote> votes(PlanId plan, int revision);

  /** Steps started, in order of their start. */
  List<StepRun> steps(PlanId plan);

  /** Who holds, or last held, the claim; the lease of a claim given back has lapsed. */
  Optional<Claim> claim(PlanId plan);

  /** Plans created since then, by exact state and risk. */
  List<LedgerView.StatRow> stats(Instant since);

  /**
   * The names under {@code playbooks}, and under {@code targets}, that ever had a plan, for
   * completion; sorted, at most 1,000 each.
   */
  Map<String, List<String>> known();
}

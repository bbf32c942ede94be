package nightshift.engine.work;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightshift.engine.alert.Alert;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.PlanQuery;

/** Whether an alert that came while a plan for its target lived was answered by that plan. */
final class Covering {

  // A plan that failed has answered nothing: the alert gets a plan of its own, within the brakes.
  private static final Set<PlanState> ANSWERS =
      Set.of(
          PlanState.RESOLVED,
          PlanState.REJECTED,
          PlanState.EXPIRED,
          PlanState.CANCELLED,
          PlanState.SHADOWED,
          PlanState.BLOCKED);

  private static final int LOOK_BACK = 20;

  private Covering() {}

  /**
   * The plan of this playbook for this target that was alive when the alert came, and answered it.
   */
  static Optional<Plan> answered(LedgerView view, String playbook, Target target, Alert alert) {
    PlanQuery query =
        new PlanQuery(List.of(), playbook, target.toString(), null, null, LOOK_BACK, 0);
    return view.plans(query).stream()
        .filter(p -> ANSWERS.contains(p.state()))
        .filter(p -> !alert.receivedAt().isBefore(p.createdAt()))
        .filter(p -> alert.receivedAt().isBefore(p.changedAt()))
        .findFirst();
  }
}

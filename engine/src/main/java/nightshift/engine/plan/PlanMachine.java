package nightshift.engine.plan;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The law of a plan's life, as one pure function. It is acyclic, so every plan ends; {@link
 * PlanState#EXECUTING} has one entry. Tests walk every path and print the diagram into the docs.
 */
public final class PlanMachine {

  private PlanMachine() {}

  /**
   * Where {@code event} takes a plan that is in {@code from}; empty when the law does not allow it.
   */
  public static Optional<PlanState> next(PlanState from, PlanEvent event) {
    return Optional.ofNullable(
        switch (event) {
          case PlanEvent.Blocked _ ->
              when(from, PlanState.BLOCKED, PlanState.DRAFTED, PlanState.APPROVED);
          case PlanEvent.Shadowed _ -> when(from, PlanState.SHADOWED, PlanState.DRAFTED);
          case PlanEvent.Asked _ -> when(from, PlanState.AWAITING_APPROVAL, PlanState.DRAFTED);
          case PlanEvent.Approved _ ->
              when(from, PlanState.APPROVED, PlanState.DRAFTED, PlanState.AWAITING_APPROVAL);
          case PlanEvent.Rejected _ -> when(from, PlanState.REJECTED, PlanState.AWAITING_APPROVAL);
          case PlanEvent.Expired _ -> waiting(from, PlanState.EXPIRED);
          case PlanEvent.Cancelled _ -> waiting(from, PlanState.CANCELLED);
          case PlanEvent.Superseded _ -> waiting(from, PlanState.SUPERSEDED);
          case PlanEvent.Claimed _ -> when(from, PlanState.EXECUTING, PlanState.APPROVED);
          case PlanEvent.StepsDone _ -> when(from, PlanState.VERIFYING, PlanState.EXECUTING);
          case PlanEvent.Verified _ -> when(from, PlanState.RESOLVED, PlanState.VERIFYING);
          case PlanEvent.Failed _ -> running(from, PlanState.FAILED);
          case PlanEvent.RollbackBegun _ ->
              when(from, PlanState.ROLLING_BACK, PlanState.EXECUTING, PlanState.VERIFYING);
          case PlanEvent.RolledBack _ -> when(from, PlanState.ROLLED_BACK, PlanState.ROLLING_BACK);
          case PlanEvent.Lost _ -> running(from, PlanState.IN_DOUBT);
          case PlanEvent.Settled s ->
              when(from, s.fixed() ? PlanState.RESOLVED : PlanState.FAILED, PlanState.IN_DOUBT);
        });
  }

  private static @Nullable PlanState waiting(PlanState from, PlanState to) {
    return when(from, to, PlanState.AWAITING_APPROVAL, PlanState.APPROVED);
  }

  private static @Nullable PlanState running(PlanState from, PlanState to) {
    return when(from, to, PlanState.EXECUTING, PlanState.VERIFYING, PlanState.ROLLING_BACK);
  }

  private static @Nullable PlanState when(PlanState from, PlanState to, PlanState... allowed) {
    for (PlanState s : allowed) {
      if (s == from) {
        return to;
      }
    }
    return null;
  }
}

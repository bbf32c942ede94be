package nightshift.engine.work;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.engine.alert.Alert;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.policy.BlastRadius;
import nightshift.engine.policy.Brake;
import nightshift.engine.policy.Brakes;
import nightshift.engine.policy.Guards;
import nightshift.engine.policy.Held;
import nightshift.engine.policy.Safety;
import nightshift.engine.policy.Verdict;
import nightshift.engine.policy.Verdict.Kind;
import nightshift.engine.port.LedgerView;

/** What each guard says, one by one. Pure, over one view of the ledger; decides nothing itself. */
final class Verdicts {

  private Verdicts() {}

  /** Those before a plan is drawn up. */
  static List<Verdict> before(
      LedgerView view, Playbook playbook, Alert alert, Target target, Instant now) {
    Instant due = alert.startsAt().plus(playbook.persist());
    String name = playbook.ref().name();
    Optional<Held> lasting =
        Optional.of(new Held(Brake.DEBOUNCE, "it must last first", due))
            .filter(_ -> due.isAfter(now));
    Optional<Held> cooling =
        Brakes.coolingUntil(
                playbook.limits(),
                view.claimedSince(name, target, now.minus(playbook.limits().longest())),
                now)
            .map(until -> new Held(Brake.COOLDOWN, "it ran a short while ago", until));
    return List.of(
        Verdict.held("for", Kind.HOLDS, lasting),
        Verdict.of("lock", Kind.HOLDS, view.livePlan(target).map(Verdicts::has)),
        Verdict.held("cooldown", Kind.HOLDS, cooling));
  }

  private static String has(Plan live) {
    String doubt = live.state() == PlanState.IN_DOUBT ? ", in doubt until somebody settles it" : "";
    return live.draft().target() + " has plan " + live.id() + doubt;
  }

  /** Those that look at the plan. */
  static List<Verdict> on(
      LedgerView view,
      Library library,
      Drafts.Brief brief,
      Plan.Draft draft,
      List<String> refusedSteps,
      Instant now) {
    List<Verdict> out = new ArrayList<>();
    out.add(steps(refusedSteps));
    if (refusedSteps.isEmpty()) {
      out.addAll(Verdict.ofSafety(Safety.refusals(draft, library.rules(), library.learning())));
    }
    out.addAll(asking(view, library, brief, draft, now));
    out.addAll(starting(view, draft.target(), library.rules().guards(), now));
    return out;
  }

  private static Verdict steps(List<String> refused) {
    return Verdict.of(
        "steps",
        Kind.REFUSES,
        refused.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", refused)));
  }

  private static List<Verdict> asking(
      LedgerView view, Library library, Drafts.Brief brief, Plan.Draft draft, Instant now) {
    Playbook playbook = brief.playbook();
    List<Verdict> out = new ArrayList<>();
    out.add(Verdict.of("autonomy", Kind.ASKS, Drafts.autonomy(view, playbook, draft.risk())));
    out.add(Verdict.of("risk", Kind.ASKS, Drafts.ceiling(library.rules(), draft.risk())));
    out.add(Verdict.of("countdown", Kind.ASKS, Drafts.uncancelled(playbook, draft.approval())));
    out.add(Verdict.of("trust", Kind.ASKS, Drafts.unsure(library.learning(), draft.confidence())));
    Brakes.Situation situation =
        Outlook.situation(view, library.rules(), playbook, draft.target(), brief.alert(), now);
    for (Brakes.Look look : Brakes.looks(situation, library.rules())) {
      out.add(Verdict.held(look.name(), Kind.ASKS, look.held()));
    }
    return out;
  }

  /** Those that hold a plan back that was allowed already. */
  private static List<Verdict> starting(
      LedgerView view, Target target, Guards guards, Instant now) {
    List<Verdict> out = new ArrayList<>();
    out.add(
        Verdict.held("freeze of approved plans", Kind.HOLDS, Holding.frozen(target, guards, now)));
    out.add(Verdict.held("blast-radius", Kind.HOLDS, Holding.crowded(view, target, guards)));
    guards.groups().stream()
        .filter(g -> g.minHealthy() > 0 && g.has(target))
        .map(BlastRadius::minHealthy)
        .forEach(least ->
            out.add(
                Verdict.of(
                    "blast-radius by health",
                    Kind.HOLDS,
                    Optional.of(
                        "until a look right before the start finds %d others healthy"
                            .formatted(least)))));
    return out;
  }
}

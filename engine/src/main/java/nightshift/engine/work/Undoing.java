package nightshift.engine.work;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import nightshift.engine.action.Risk;
import nightshift.engine.card.Reply;
import nightshift.engine.card.Sentences;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.Digests;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.Rollback;
import nightshift.engine.plan.Step;
import nightshift.engine.plan.StepKey;
import nightshift.engine.plan.StepRun;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.policy.Person;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerTx;
import nightshift.engine.port.LedgerView;

/** The plan that undoes what another one did: its steps backwards, by the rules in force now. */
final class Undoing {

  private final Ledger ledger;
  private final InstantSource clock;
  private final Announcer announcer;
  private final DrawingBoard board;
  private final Supplier<Library> library;

  Undoing(
      Ledger ledger,
      InstantSource clock,
      Announcer announcer,
      DrawingBoard board,
      Supplier<Library> library) {
    this.ledger = ledger;
    this.clock = clock;
    this.announcer = announcer;
    this.board = board;
    this.library = library;
  }

  /** Draws up the plan that undoes what this one did, and asks for it anew. */
  Receipt draw(Plan plan, Person person) throws InterruptedException {
    Library lib = library.get();
    Drafting drafting = new Drafting(lib.catalogue());
    Drafting.Steps steps = Drafting.Steps.none();
    for (StepRun run : ledger.read(v -> v.steps(plan.id())).reversed()) {
      Step original = plan.draft().steps().get(run.key().index() - 1);
      if (run.key().phase() == StepKey.Phase.EXECUTE && original.reversal().possible()) {
        drafting.addUndo(
            steps, original, run.key(), run.captured(), plan.draft().target(), clock.instant());
      }
    }
    if (steps.steps().isEmpty()) {
      String why =
          steps.refusals().isEmpty()
              ? "none of its steps can be undone"
              : String.join("; ", steps.refusals());
      return new Receipt(
          Verdict.REFUSED, "Plan " + plan.id() + " cannot be undone: " + why + ".", plan);
    }
    Receipt receipt = ledger.write(tx -> open(tx, lib, plan, person, steps));
    Plan asked = receipt.plan();
    if (asked != null) {
      board.overtaken(lib);
      announcer.planChanged(asked);
      announcer.planChanged(plan);
    }
    return receipt;
  }

  private Receipt open(LedgerTx tx, Library lib, Plan plan, Person person, Drafting.Steps steps) {
    Instant now = clock.instant();
    Plan.Draft draft = draft(plan, person, steps, rule(tx, lib, plan));
    Optional<Plan> opened = tx.open(draft, now);
    if (opened.isEmpty()) {
      return Requests.busy(plan);
    }
    steps.manifests().forEach(tx::put);
    PlanEvent first = Drafts.first(draft, Autonomy.ASK, lib, steps.refusals(), now);
    Plan asked = tx.apply(opened.get(), first, person.name()).orElseThrow();
    String title = person.name() + " asked for the undo: plan " + asked.id();
    tx.say(plan.id(), "undo-" + asked.id().number(), Requests.reply(Reply.Kind.UNDO, title), now);
    return new Receipt(
        Verdict.ACCEPTED, "Undo is plan " + asked.id() + "; approve it to run.", asked);
  }

  // A new plan goes by the rules in force: who could allow the old one may not be asked any more.
  private static ApprovalRule rule(LedgerView view, Library lib, Plan plan) {
    return lib.playbook(plan.draft().playbook().name())
        .map(p -> Tightening.current(view, plan, p, lib))
        .orElseGet(() -> plan.draft().approval().asking());
  }

  private static Plan.Draft draft(
      Plan plan, Person person, Drafting.Steps steps, ApprovalRule rule) {
    Plan.Draft d = plan.draft();
    Risk risk = Drafts.risk(steps.steps(), Risk.LOW);
    return new Plan.Draft(
        1,
        null,
        d.playbook(),
        d.target(),
        Sentences.headline(steps.steps()),
        "Undo of plan " + plan.id(),
        new Diagnosis(
            "undo", person.name() + " asked to undo: " + d.headline(), List.of(), Map.of()),
        steps.steps(),
        d.verify(),
        rule,
        risk,
        100,
        true,
        person.name() + " asked for it",
        Rollback.NEVER,
        plan.id(),
        person.name(),
        Digests.ofEffect(d.target(), steps.steps()),
        "");
  }
}

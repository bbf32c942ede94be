package nightshift.engine.work;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Text;
import nightshift.engine.card.Reply;
import nightshift.engine.card.Sentences;
import nightshift.engine.learn.Outcome;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.policy.Council;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Ledger;
import org.jspecify.annotations.Nullable;

/** What people can ask for besides a decision: undo, try again, settle. Each new plan asks anew. */
final class Requests {

  private final Ledger ledger;
  private final InstantSource clock;
  private final Directory directory;
  private final Announcer announcer;
  private final DrawingBoard board;
  private final Supplier<Library> library;
  private final Undoing undoing;

  Requests(
      Ledger ledger,
      InstantSource clock,
      Directory directory,
      Announcer announcer,
      DrawingBoard board,
      Supplier<Library> library) {
    this.ledger = ledger;
    this.clock = clock;
    this.directory = directory;
    this.announcer = announcer;
    this.board = board;
    this.library = library;
    this.undoing = new Undoing(ledger, clock, announcer, board, library);
  }

  Receipt undo(PlanId id, Voter voter) throws InterruptedException {
    Answer checked = allowed(id, voter, "undo");
    if (checked.refusal != null) {
      return checked.refusal;
    }
    Plan plan = checked.plan();
    boolean open = ledger.read(v -> Cards.undo(v, plan).isEmpty());
    if (!plan.state().terminal() || !plan.state().begun() || !open) {
      return new Receipt(
          Verdict.CONFLICT,
          open
              ? "Plan " + id + " is " + plan.state().word().replace('_', ' ') + ": nothing to undo."
              : "Plan " + id + " is being undone, or was undone, already.",
          plan);
    }
    return undoing.draw(plan, checked.person());
  }

  Receipt retry(PlanId id, Voter voter) throws InterruptedException {
    Answer checked = allowed(id, voter, "retry");
    if (checked.refusal != null) {
      return checked.refusal;
    }
    Plan plan = checked.plan();
    String alertId = plan.draft().alertId();
    Optional<Alert> alert = alertId == null ? Optional.empty() : ledger.read(v -> v.alert(alertId));
    Library lib = library.get();
    Optional<Playbook> playbook = lib.playbook(plan.draft().playbook().name());
    if (!plan.state().terminal() || alert.isEmpty() || playbook.isEmpty()) {
      return new Receipt(
          Verdict.CONFLICT,
          "Plan "
              + id
              + " cannot be tried again: it has not ended, or its alert or playbook is gone.",
          plan);
    }
    return board
        .draw(
            lib, playbook.get(), alert.get(), plan.draft().target(), plan, checked.person().name())
        .map(p -> new Receipt(Verdict.ACCEPTED, "The new try is plan " + p.id() + ".", p))
        .orElseGet(() -> busy(plan));
  }

  Receipt settle(PlanId id, boolean fixed, Voter voter, String reason) {
    Answer checked = allowed(id, voter, "settle");
    if (checked.refusal != null) {
      return checked.refusal;
    }
    Instant now = clock.instant();
    String why = Text.block(reason, 1_000);
    Plan.Decision decision = new Plan.Decision(checked.person().name(), voter.platform(), now, why);
    Optional<Plan> settled =
        ledger.write(tx -> {
          Plan plan = tx.plan(id).orElseThrow();
          if (plan.state() != PlanState.IN_DOUBT) {
            return Optional.empty();
          }
          PlanEvent event = new PlanEvent.Settled(now, fixed, decision);
          tx.say(id, "settled", reply(Reply.Kind.DECISION, event.note()), now);
          Optional<Plan> ended = tx.apply(plan, event, decision.by());
          Outcome outcome = fixed ? Outcome.FIXED : Outcome.NO_EFFECT;
          ended
              .filter(p -> p.draft().alertId() != null)
              .ifPresent(p -> Lessons.afterRun(tx, p, outcome, now));
          return ended;
        });
    settled.ifPresent(announcer::planChanged);
    return settled
        .map(p -> new Receipt(Verdict.ACCEPTED, "Plan " + id + ": " + p.note() + ".", p))
        .orElseGet(() -> conflict(checked.plan()));
  }

  Receipt feedback(PlanId id, boolean helped, Voter voter) {
    Answer checked = allowed(id, voter, helped ? "helped" : "did-not-help");
    if (checked.refusal != null) {
      return checked.refusal;
    }
    Receipt receipt =
        ledger.write(tx -> Feedback.note(tx, id, helped, checked.person().name(), clock.instant()));
    Plan plan = receipt.plan();
    if (plan != null) {
      announcer.planChanged(plan);
    }
    return receipt;
  }

  private static Receipt conflict(Plan plan) {
    return new Receipt(Verdict.CONFLICT, Sentences.decidedAlready(plan), plan);
  }

  static Receipt busy(Plan plan) {
    return new Receipt(
        Verdict.CONFLICT, "Another plan for " + plan.draft().target() + " is not ended yet.", plan);
  }

  static Reply reply(Reply.Kind kind, String title) {
    return new Reply(kind, title, "", List.of());
  }

  /** Either a refusal, or a plan and the person who may ask about it. */
  private record Answer(@Nullable Receipt refusal, @Nullable Plan found, @Nullable Person known) {
    Plan plan() {
      return java.util.Objects.requireNonNull(found);
    }

    Person person() {
      return java.util.Objects.requireNonNull(known);
    }
  }

  private Answer allowed(PlanId id, Voter voter, String verb) {
    return ledger.write(tx -> {
      Optional<Plan> plan = tx.plan(id);
      if (plan.isEmpty()) {
        return new Answer(
            new Receipt(Verdict.NOT_FOUND, "There is no plan " + id + ".", null), null, null);
      }
      Optional<Person> person = directory.identify(voter);
      Optional<String> barred =
          person.isEmpty()
              ? Optional.of("you are not known here")
              : Council.ineligible(plan.get().draft().approval(), person.get(), null);
      if (barred.isPresent()) {
        Presses.denied(tx, plan.get(), voter, verb, barred.get(), clock.instant());
        String message = "Plan " + id + " was not changed: " + barred.get() + ".";
        return new Answer(new Receipt(Verdict.NOT_ALLOWED, message, plan.get()), null, null);
      }
      Presses.asked(tx, plan.get(), voter, verb, clock.instant());
      return new Answer(null, plan.get(), person.get());
    });
  }
}

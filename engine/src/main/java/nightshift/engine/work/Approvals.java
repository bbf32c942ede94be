package nightshift.engine.work;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import nightshift.engine.alert.Text;
import nightshift.engine.card.Cancelling;
import nightshift.engine.card.Reply;
import nightshift.engine.card.Sentences;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.policy.Council;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Vote;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerTx;

/**
 * The council: a press becomes a person, a vote, and perhaps a decision, in one transaction.
 * Whoever may not gets an answer, and the refusal is written down.
 */
final class Approvals {

  private static final int LONGEST_REASON = 1_000;

  private final Ledger ledger;
  private final InstantSource clock;
  private final Directory directory;
  private final Announcer announcer;
  private final Bell execution;

  Approvals(
      Ledger ledger,
      InstantSource clock,
      Directory directory,
      Announcer announcer,
      Bell execution) {
    this.ledger = ledger;
    this.clock = clock;
    this.directory = directory;
    this.announcer = announcer;
    this.execution = execution;
  }

  /** One press, as it arrived. */
  record Press(
      PlanId plan,
      int revision,
      String digest,
      Vote.Choice choice,
      Voter voter,
      String interaction,
      String reason) {}

  Receipt decide(Press press) {
    Receipt receipt = ledger.write(tx -> decide(tx, press, clock.instant()));
    Plan plan = receipt.plan();
    if (plan != null) {
      announcer.planChanged(plan);
    }
    execution.ring();
    return receipt;
  }

  private Receipt decide(LedgerTx tx, Press press, Instant now) {
    Optional<Plan> found = tx.plan(press.plan());
    if (found.isEmpty()) {
      return new Receipt(Verdict.NOT_FOUND, "There is no plan " + press.plan() + ".", null);
    }
    Plan plan = found.get();
    Optional<Person> person = directory.identify(press.voter());
    Optional<String> barred =
        person.isEmpty()
            ? Optional.of(
                "you are not known here; " + plan.draft().approval().shown() + " may decide")
            : barred(plan, person.get(), press.choice());
    if (barred.isPresent()) {
      return denied(tx, plan, press, barred.get(), now);
    }
    return Futile.answer(tx, plan, press, now)
        .orElseGet(() -> count(tx, plan, press, person.orElseThrow(), now));
  }

  /** Who asked for a plan may not always allow it, but may always stop it. */
  private static Optional<String> barred(Plan plan, Person person, Vote.Choice choice) {
    ApprovalRule rule = plan.draft().approval();
    return choice.yes()
        ? Council.ineligible(rule, person, plan.draft().initiator())
        : Council.outsider(rule, person);
  }

  private static Receipt denied(LedgerTx tx, Plan plan, Press press, String why, Instant now) {
    Presses.denied(tx, plan, press.voter(), press.choice().name(), why, now);
    return new Receipt(
        Verdict.NOT_ALLOWED, "Plan " + plan.id() + " was not changed: " + why + ".", plan);
  }

  private Receipt count(LedgerTx tx, Plan plan, Press press, Person person, Instant now) {
    String reason = Text.block(press.reason(), LONGEST_REASON);
    Vote vote =
        new Vote(
            plan.id(),
            plan.draft().revision(),
            plan.draft().digest(),
            press.choice(),
            person.name(),
            person.roles(),
            press.voter(),
            press.interaction(),
            reason,
            now);
    List<Vote> before = tx.votes(plan.id(), plan.draft().revision());
    if (press.choice().yes() && Council.saidNo(before, person.name())) {
      return new Receipt(
          Verdict.CONFLICT, "You said no to plan " + plan.id() + ", and that stands.", plan);
    }
    if (!tx.vote(vote)) {
      return new Receipt(
          Verdict.DUPLICATE, "Your answer to plan " + plan.id() + " is counted already.", plan);
    }
    Plan.Decision decision =
        new Plan.Decision(person.name(), press.voter().platform(), now, reason);
    return press.choice() == Vote.Choice.REJECT
        ? no(tx, plan, decision, now)
        : yes(tx, plan, decision, now);
  }

  private Receipt yes(LedgerTx tx, Plan plan, Plan.Decision decision, Instant now) {
    List<Vote> votes = standing(tx.votes(plan.id(), plan.draft().revision()));
    if (!Council.approved(plan.draft().approval(), votes)) {
      String missing = Council.missing(plan.draft().approval(), votes);
      return new Receipt(
          Verdict.COUNTED, "Counted. Plan " + plan.id() + " still needs " + missing + ".", plan);
    }
    String word = Batch.careful(tx, plan) ? "Approved (canary first)" : "Approved";
    return moved(tx, plan, new PlanEvent.Approved(now, decision), decision, word);
  }

  private Receipt no(LedgerTx tx, Plan plan, Plan.Decision decision, Instant now) {
    if (plan.state() == PlanState.APPROVED) {
      PlanEvent event = new PlanEvent.Cancelled(now, Sentences.cancelled(decision));
      Receipt receipt = moved(tx, plan, event, decision, "Cancelled");
      Batch.rejected(tx, plan, decision, now);
      return receipt;
    }
    List<Vote> votes = standing(tx.votes(plan.id(), plan.draft().revision()));
    int more = Council.missingToDeny(plan.draft().approval(), votes);
    if (more > 0 && !Cancelling.possible(plan)) {
      String people = more == 1 ? " more person" : " more people";
      return new Receipt(
          Verdict.COUNTED,
          "Counted. Plan " + plan.id() + " ends when " + more + people + " say no.",
          plan);
    }
    Receipt receipt = moved(tx, plan, new PlanEvent.Rejected(now, decision), decision, "Rejected");
    Batch.rejected(tx, plan, decision, now);
    return receipt;
  }

  /** Votes of people who may still cast them: roles are those of now. */
  private List<Vote> standing(List<Vote> votes) {
    return standing(directory, votes);
  }

  /** Votes of people who may still cast them: roles are those of now. */
  static List<Vote> standing(Directory directory, List<Vote> votes) {
    return votes.stream()
        .flatMap(v -> directory.identify(v.voter()).map(p -> v.with(p.roles())).stream())
        .toList();
  }

  private static Receipt moved(
      LedgerTx tx, Plan plan, PlanEvent event, Plan.Decision decision, String word) {
    Optional<Plan> now = tx.apply(plan, event, decision.by());
    if (now.isEmpty()) {
      throw new IllegalStateException("plan " + plan.id() + " moved within one transaction");
    }
    boolean alone = event instanceof PlanEvent.Approved && plan.draft().approval().terms().solo();
    String title =
        word + " by " + decision.by() + " (" + decision.where() + (alone ? ", solo mode)" : ")");
    Reply reply = new Reply(Reply.Kind.DECISION, title, decision.reason(), List.of());
    tx.say(plan.id(), "decision", reply, event.at());
    String waits =
        tx.pause()
            .filter(p -> event instanceof PlanEvent.Approved)
            .map(p -> " Nightshift is paused by " + p.by() + "; it starts after resume.")
            .orElse("");
    String grace =
        Cancelling.graceUntil(now.get())
            .map(t ->
                " It starts at " + t.truncatedTo(ChronoUnit.SECONDS) + "; Cancel works till then.")
            .orElse("");
    return new Receipt(
        Verdict.ACCEPTED, word + " plan " + plan.id() + "." + grace + waits, now.get());
  }
}

package nightshift.engine.work;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import nightshift.engine.alert.Redaction;
import nightshift.engine.alert.Text;
import nightshift.engine.plan.PlanId;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Vote;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.ChatInbox;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import org.jspecify.annotations.Nullable;

/** The one door for people: hands each press to the service that answers it. */
final class Inbox implements ChatInbox {

  private final Approvals approvals;
  private final Requests requests;
  private final Ledger ledger;
  private final Directory directory;
  private final Announcer announcer;
  private final InstantSource clock;

  Inbox(
      Approvals approvals,
      Requests requests,
      Ledger ledger,
      Directory directory,
      Announcer announcer,
      InstantSource clock) {
    this.approvals = approvals;
    this.requests = requests;
    this.ledger = ledger;
    this.directory = directory;
    this.announcer = announcer;
    this.clock = clock;
  }

  @Override
  public Receipt decide(
      PlanId plan,
      int revision,
      String digest,
      Vote.Choice choice,
      Voter voter,
      String interaction,
      String reason) {
    return approvals.decide(
        new Approvals.Press(
            plan, revision, digest, choice, voter, interaction, Redaction.of(reason)));
  }

  @Override
  public Receipt undo(PlanId plan, Voter voter, String interaction) {
    try {
      return requests.undo(plan, voter);
    } catch (InterruptedException e) {
      return stopping();
    }
  }

  @Override
  public Receipt retry(PlanId plan, Voter voter, String interaction) {
    try {
      return requests.retry(plan, voter);
    } catch (InterruptedException e) {
      return stopping();
    }
  }

  private static Receipt stopping() {
    Thread.currentThread().interrupt();
    return new Receipt(
        Verdict.REFUSED, "Nightshift is stopping. Nothing was done; press again later.", null);
  }

  @Override
  public Receipt settle(
      PlanId plan, boolean fixed, Voter voter, String interaction, String reason) {
    return requests.settle(plan, fixed, voter, Redaction.of(reason));
  }

  @Override
  public Receipt feedback(PlanId plan, boolean helped, Voter voter, String interaction) {
    return requests.feedback(plan, helped, voter);
  }

  @Override
  public Receipt pause(Voter voter, String reason, @Nullable Instant until) {
    return brake(
        voter,
        "pause",
        person -> {
          Instant now = clock.instant();
          String why = Text.line(Redaction.of(reason), 300);
          ledger.write(tx -> {
            tx.pause(new LedgerView.Pause(person.name(), why, now, until));
            return true;
          });
          String end =
              until == null
                  ? "until somebody resumes"
                  : "until " + until.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
          return new Receipt(Verdict.ACCEPTED, "Paused " + end + ". Running steps finish.", null);
        });
  }

  @Override
  public Receipt resume(Voter voter) {
    return brake(
        voter,
        "resume",
        person ->
            ledger.write(tx -> tx.resume(person.name(), clock.instant()))
                ? new Receipt(Verdict.ACCEPTED, "Resumed.", null)
                : new Receipt(Verdict.CONFLICT, "Nothing was paused.", null));
  }

  private Receipt brake(
      Voter voter, String verb, java.util.function.Function<Person, Receipt> work) {
    Optional<Person> person = directory.identify(voter).filter(p -> p.is(Person.ADMIN));
    if (person.isEmpty()) {
      ledger.write(tx -> {
        Presses.denied(tx, null, voter, verb, "only the role admin may " + verb, clock.instant());
        return true;
      });
      return new Receipt(Verdict.NOT_ALLOWED, "Only the role admin may " + verb + ".", null);
    }
    ledger.write(tx -> {
      Presses.asked(tx, null, voter, verb, clock.instant());
      return true;
    });
    Receipt receipt = work.apply(person.get());
    announcer.pauseChanged();
    return receipt;
  }
}

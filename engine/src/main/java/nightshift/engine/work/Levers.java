package nightshift.engine.work;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import nightshift.engine.alert.Redaction;
import nightshift.engine.alert.Text;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import org.jspecify.annotations.Nullable;

/** The levers of the whole house: pause, resume, close a breaker. For the role admin alone. */
final class Levers {

  private static final int LONGEST_REASON = 300;

  private final Ledger ledger;
  private final InstantSource clock;
  private final Directory directory;
  private final Announcer announcer;
  private final Supplier<Library> library;

  Levers(
      Ledger ledger,
      InstantSource clock,
      Directory directory,
      Announcer announcer,
      Supplier<Library> library) {
    this.ledger = ledger;
    this.clock = clock;
    this.directory = directory;
    this.announcer = announcer;
    this.library = library;
  }

  Receipt pause(Voter voter, String reason, @Nullable Instant until) {
    return pull(
        voter,
        "pause",
        person -> {
          Instant now = clock.instant();
          ledger.write(tx -> {
            tx.pause(new LedgerView.Pause(person.name(), why(reason), now, until));
            return true;
          });
          String end =
              until == null
                  ? "until somebody resumes"
                  : "until " + until.truncatedTo(ChronoUnit.SECONDS);
          return new Receipt(Verdict.ACCEPTED, "Paused " + end + ". Running steps finish.", null);
        });
  }

  Receipt resume(Voter voter) {
    return pull(
        voter,
        "resume",
        person ->
            ledger.write(tx -> tx.resume(person.name(), clock.instant()))
                ? new Receipt(Verdict.ACCEPTED, "Resumed.", null)
                : new Receipt(Verdict.CONFLICT, "Nothing was paused.", null));
  }

  Receipt closeBreaker(String playbook, Voter voter, String reason) {
    return pull(voter, "close a breaker", person -> closed(playbook, person, why(reason)));
  }

  private Receipt closed(String name, Person person, String reason) {
    Optional<PlaybookRef> ref = library.get().playbook(name).map(Playbook::ref);
    String shown = Text.line(name, 100);
    if (ref.isEmpty()) {
      return new Receipt(Verdict.NOT_FOUND, "There is no playbook " + shown + ".", null);
    }
    boolean closed =
        ledger.write(tx -> {
          Instant now = clock.instant();
          int failed = Breaker.failedInARow(tx, ref.get(), now);
          if (failed > 0) {
            tx.closeBreaker(ref.get(), failed, person.name(), reason, now);
            Ladder.reinstate(tx, ref.get(), person.name() + " closed the breaker", now);
          }
          return failed > 0;
        });
    return closed
        ? new Receipt(
            Verdict.ACCEPTED,
            "Closed the breaker of " + shown + ". From the next alert on it does what it may.",
            null)
        : new Receipt(
            Verdict.CONFLICT, shown + " has not failed since; there is nothing to close.", null);
  }

  private static String why(String reason) {
    return Text.line(Redaction.of(reason), LONGEST_REASON);
  }

  private Receipt pull(Voter voter, String verb, Function<Person, Receipt> work) {
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

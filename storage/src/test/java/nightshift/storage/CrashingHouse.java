package nightshift.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import nightshift.engine.action.Catalogue;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Signal;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.contract.MemoryRoom;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.playbook.Template;
import nightshift.engine.policy.HouseRules;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerTx;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.PlanQuery;
import nightshift.engine.port.Probes;
import nightshift.engine.work.Engine;
import nightshift.engine.work.Library;

/**
 * A whole engine on a real ledger that dies without a word at the n-th call to the ledger or to the
 * world. Each step of its plan writes one line into a file: the effect that must not happen twice.
 */
public final class CrashingHouse {

  /** The exit code of a process that died as it was told. */
  static final int DIED = 42;

  private static final Alert ALERT = PrintedLines.missing("alert", Map.of());

  private final Path folder;
  private final int dieAt;
  private final AtomicInteger calls = new AtomicInteger();

  private CrashingHouse(Path folder, int dieAt) {
    this.folder = folder;
    this.dieAt = dieAt;
  }

  /** The child process: folder, and the call at which it dies (0 for never). */
  public static void main(String[] args) {
    run(Path.of(args[0]), Integer.parseInt(args[1]));
    Runtime.getRuntime().halt(0);
  }

  /**
   * Hands the alert in, as a source that got no answer would again, and waits for the plan's end.
   */
  static Plan run(Path folder, int dieAt) {
    return new CrashingHouse(folder, dieAt).live();
  }

  private Plan live() {
    try (Ledger real = SqliteLedger.open(folder.resolve("n.db"), InstantSource.system());
        Engine engine = engine(new Mortal(real))) {
      engine.start();
      engine.alerts().accept(new Signal.Firing(ALERT));
      Await.until(Duration.ofSeconds(30), () -> plans(real).stream().anyMatch(CrashingHouse::over));
      return plans(real).getFirst();
    }
  }

  static List<Plan> plans(Ledger ledger) {
    return ledger.read(v -> v.plans(new PlanQuery(List.of(), null, null, null, null, 10, 0)));
  }

  private static boolean over(Plan p) {
    return p.state().terminal() || p.state() == PlanState.IN_DOUBT;
  }

  private void maybeDie() {
    if (calls.incrementAndGet() == dieAt) {
      Runtime.getRuntime().halt(DIED);
    }
  }

  private Engine engine(Ledger ledger) {
    Duration soon = Duration.ofSeconds(10);
    Playbook playbook = PrintedLines.playbook(Template.literal("line:one"), 3, soon, Autonomy.AUTO);
    HouseRules rules =
        new HouseRules(Map.of(Risk.LOW, House.rule(1)), Risk.LOW, 4, 100, soon, List.of(), "");
    Library library =
        new Library(
            List.of(playbook),
            new Catalogue(List.of(new PrintedLines.Print(soon, this::print))),
            new Probes(List.of(new PrintedLines.Seen(InstantSource.system()))),
            Map.of(),
            rules);
    return new Engine(
        new Engine.Parts(
            ledger,
            library,
            new Nobody(),
            List.of(new MemoryRoom()),
            InstantSource.system(),
            Thread::sleep,
            true));
  }

  private record Nobody() implements Directory {
    @Override
    public Optional<Person> identify(Voter voter) {
      return Optional.empty();
    }

    @Override
    public Optional<Person> person(String name) {
      return Optional.empty();
    }
  }

  /** Dies before a write, or right after its commit. */
  private final class Mortal implements Ledger {
    private final Ledger real;

    Mortal(Ledger real) {
      this.real = real;
    }

    @Override
    public <T> T read(Function<LedgerView, T> query) {
      return real.read(query);
    }

    @Override
    public <T> T write(Function<LedgerTx, T> work) {
      maybeDie();
      T result = real.write(work);
      maybeDie();
      return result;
    }

    @Override
    public void close() {
      real.close();
    }
  }

  private void print(String reference) {
    maybeDie();
    PrintedLines.append(folder.resolve("effects"), reference);
    maybeDie();
  }

  /** The effects so far, in order. */
  static List<String> effects(Path folder) throws IOException {
    return PrintedLines.of(folder.resolve("effects"));
  }
}

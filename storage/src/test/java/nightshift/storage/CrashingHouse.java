package nightshift.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Catalogue;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Category;
import nightshift.engine.alert.Severity;
import nightshift.engine.alert.Signal;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.contract.MemoryRoom;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.plan.Rollback;
import nightshift.engine.plan.Verify;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Limits;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.playbook.StepTemplate;
import nightshift.engine.playbook.Template;
import nightshift.engine.policy.HouseRules;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerTx;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.PlanQuery;
import nightshift.engine.port.Probe;
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

  private static final Alert ALERT =
      new Alert(
          "alert",
          "test",
          "print",
          Category.AVAILABILITY,
          Severity.HIGH,
          "A line is missing",
          "",
          new LinkedHashMap<>(),
          new LinkedHashMap<>(),
          Instant.EPOCH,
          Instant.EPOCH);

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
    StepTemplate step = new StepTemplate("line.print", f -> Map.of(), Optional.empty(), false);
    Duration soon = Duration.ofSeconds(10);
    Playbook playbook =
        new Playbook(
            new PlaybookRef("print", "hash"),
            "",
            a -> Optional.empty(),
            Optional.empty(),
            Template.literal("line:one"),
            Duration.ZERO,
            List.of(),
            90,
            Optional.empty(),
            List.of(step, step, step),
            new Verify("line.seen", null, null, Duration.ZERO, soon, soon),
            new Limits(Duration.ZERO, 0, soon, 0),
            Autonomy.AUTO,
            Optional.empty(),
            Rollback.NEVER);
    HouseRules rules =
        new HouseRules(Map.of(Risk.LOW, House.rule(1)), Risk.LOW, 4, 100, soon, List.of(), "");
    Library library =
        new Library(
            List.of(playbook),
            new Catalogue(List.of(new Print())),
            new Probes(List.of(new Seen())),
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

  /** No arguments. */
  record Nothing() {}

  private final class Print implements ActionKind<Nothing> {
    @Override
    public String name() {
      return "line.print";
    }

    @Override
    public Class<Nothing> arguments() {
      return Nothing.class;
    }

    @Override
    public Risk floor() {
      return Risk.LOW;
    }

    @Override
    public String targetKind() {
      return "line";
    }

    @Override
    public Duration timeout(Nothing args) {
      return Duration.ofSeconds(10);
    }

    @Override
    public Preview preview(Nothing args, ActionContext ctx) {
      return new Preview(
          "print a line",
          List.of(),
          List.of("line"),
          0,
          Risk.LOW,
          Reversal.none("ink"),
          Duration.ZERO);
    }

    @Override
    public ActionResult run(Nothing args, ActionContext ctx) {
      maybeDie();
      try {
        Files.writeString(
            folder.resolve("effects"),
            ctx.reference() + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      maybeDie();
      return ActionResult.done("printed");
    }
  }

  private record Seen() implements Probe {
    @Override
    public String name() {
      return "line.seen";
    }

    @Override
    public Reading read(Target target) {
      return new Reading(
          name(), target, true, null, Map.of(), Map.of(), List.of("seen"), Instant.EPOCH);
    }
  }

  /** The effects so far, in order. */
  static List<String> effects(Path folder) throws IOException {
    Path file = folder.resolve("effects");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }
}

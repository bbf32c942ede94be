package nightshift.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import nightshift.engine.action.Catalogue;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Signal;
import nightshift.engine.card.CardWriter;
import nightshift.engine.contract.House;
import nightshift.engine.contract.MemoryRoom;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Template;
import nightshift.engine.policy.BlastRadius;
import nightshift.engine.policy.Guards;
import nightshift.engine.policy.HouseRules;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Rate;
import nightshift.engine.policy.Vote;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.ChatInbox.Verdict;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView.PlanQuery;
import nightshift.engine.port.Pacer;
import nightshift.engine.port.Probes;
import nightshift.engine.work.Engine;
import nightshift.engine.work.Library;

/**
 * A whole engine on a real ledger, in a process that somebody else kills. A person who says no to
 * some plans is in it. What is done, and what the person was told, goes into files.
 */
public final class ChaosHouse {

  /** How many alerts there are. */
  static final int ALERTS = 12;

  /** Most plans of the group under way at once. */
  static final int AT_ONCE = 2;

  // How a server waits between its looks; the engine here does so on its own clock.
  private static final Pacer REAL = Thread::sleep;
  private static final int SPEED = 20;
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Path folder;
  private final boolean storm;
  private final AtomicInteger underWay = new AtomicInteger();

  private ChaosHouse(Path folder, boolean storm) {
    this.folder = folder;
    this.storm = storm;
  }

  /** Lives until everything is decided and done. Arguments: folder, whether it is a storm. */
  public static void main(String[] args) {
    new ChaosHouse(Path.of(args[0]), Boolean.parseBoolean(args[1])).live();
    Runtime.getRuntime().halt(0);
  }

  /** Twenty seconds of the house are one of ours; the same in every process. */
  private static Instant now() {
    return Instant.ofEpochMilli(
        System.currentTimeMillis() * SPEED - 1_700_000_000_000L * (SPEED - 1));
  }

  private void live() {
    InstantSource clock = ChaosHouse::now;
    try (Ledger ledger = SqliteLedger.open(folder.resolve("n.db"), clock);
        Engine engine = engine(ledger, clock)) {
      engine.start();
      System.out.println("alive");
      // As a source that got no answer would again.
      for (int i = 1; i <= ALERTS; i++) {
        engine
            .alerts()
            .accept(new Signal.Firing(PrintedLines.missing("alert-" + i, Map.of("line", i))));
      }
      while (!over(ledger)) {
        plans(ledger).forEach(p -> answer(engine, p));
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
  }

  static List<Plan> plans(Ledger ledger) {
    return ledger.read(v -> v.plans(new PlanQuery(List.of(), null, null, null, null, 1000, 0)));
  }

  private static boolean over(Ledger ledger) {
    List<Plan> all = plans(ledger);
    return all.stream().filter(p -> !p.isBatch()).count() >= ALERTS
        && all.stream().allMatch(p -> p.state().terminal());
  }

  /** A third is refused; the rest is left to silence, or to the card of the storm. */
  private void answer(Engine engine, Plan plan) {
    if (plan.state() == PlanState.IN_DOUBT) {
      // Until somebody says how it ended, it counts as under way, and holds others back.
      engine.inbox().settle(plan.id(), true, House.voter("alice"), "settle-" + plan.id(), "no");
    } else if (plan.state() == PlanState.AWAITING_APPROVAL) {
      decide(engine, plan);
    }
  }

  private void decide(Engine engine, Plan plan) {
    if (plan.isBatch()) {
      // One plan alone has no canary.
      boolean careful = CardWriter.canaryPossible(plan.draft());
      decide(engine, plan, careful ? Vote.Choice.CANARY : Vote.Choice.APPROVE);
    } else if (plan.id().number() % 3 == 0
        && late(plan)
        && decide(engine, plan, Vote.Choice.REJECT) == Verdict.ACCEPTED) {
      write("told", String.valueOf(plan.id().number()));
    }
  }

  /** People cancel at any time of a countdown, also when it is all but over. */
  private boolean late(Plan plan) {
    Instant over = plan.expiresAt();
    return over == null
        ? storm
        : !now().plusSeconds(plan.id().number() * 7 % SOON.toSeconds()).isBefore(over);
  }

  private static Verdict decide(Engine engine, Plan plan, Vote.Choice choice) {
    String press = choice + "-" + plan.id().number();
    return engine
        .inbox()
        .decide(plan.id(), 1, plan.draft().digest(), choice, House.voter("alice"), press, "no")
        .verdict();
  }

  private void write(String file, String line) {
    PrintedLines.append(folder.resolve(file), line);
  }

  private Engine engine(Ledger ledger, InstantSource clock) {
    Guards guards =
        new Guards(
            List.of(),
            Rate.NONE,
            Rate.NONE,
            storm ? new Rate(1, Duration.ofDays(1)) : Rate.NONE,
            Rate.NONE,
            SOON,
            List.of(),
            List.of(new BlastRadius("lines", List.of("line:*"), AT_ONCE, 0)),
            List.of(),
            Optional.empty());
    HouseRules rules =
        new HouseRules(Map.of(Risk.LOW, House.rule(1)), Risk.LOW, 8, 1000, SOON, List.of(), "")
            .with(guards);
    Library library =
        new Library(
            List.of(
                PrintedLines.playbook(
                    Template.of(f -> "line:" + f.alert().details().get("line")),
                    2,
                    SOON,
                    storm ? Autonomy.AUTO : Autonomy.COUNTDOWN)),
            new Catalogue(List.of(new PrintedLines.Print(Duration.ofMinutes(10), this::print))),
            new Probes(List.of(new PrintedLines.Seen(clock))),
            Map.of(),
            rules);
    return new Engine(
        new Engine.Parts(
            ledger,
            library,
            new Alice(),
            List.of(new MemoryRoom()),
            clock,
            d -> REAL.pause(d.dividedBy(SPEED)),
            true));
  }

  private record Alice() implements Directory {
    @Override
    public Optional<Person> identify(Voter voter) {
      return person(voter.subject());
    }

    @Override
    public Optional<Person> person(String name) {
      return Optional.of(new Person("alice", Set.of("oncall")));
    }
  }

  private void print(String reference) {
    if (underWay.incrementAndGet() > AT_ONCE) {
      write("crowded", reference);
    }
    write("effects", "begin " + reference);
    // Work takes its time, so that some of the deaths are in the middle of it.
    LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
    write("effects", "end " + reference);
    underWay.decrementAndGet();
  }
}

package nightshift.bot.action;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import nightshift.config.Settings;
import nightshift.config.SettingsLoader;
import nightshift.config.playbook.Known;
import nightshift.config.playbook.PlaybookLoader;
import nightshift.config.yaml.Loaded;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.Catalogue;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Category;
import nightshift.engine.alert.Severity;
import nightshift.engine.alert.Signal;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.contract.MemoryLedger;
import nightshift.engine.contract.MemoryRoom;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.policy.HouseRules;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Vote;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView.PlanQuery;
import nightshift.engine.port.Probe;
import nightshift.engine.port.Probes;
import nightshift.engine.port.Resolver;
import nightshift.engine.work.Engine;
import nightshift.engine.work.Library;

/** A whole engine around one real family: one playbook, and the people alice and bob on call. */
public final class Night implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final InstantSource clock = InstantSource.system();
  private final Ledger ledger = new MemoryLedger(clock);
  private final Engine engine;

  /**
   * @param folder for the playbook's file
   * @param playbook its text
   */
  public Night(
      Path folder,
      String playbook,
      List<Probe> probes,
      List<ActionKind<?>> actions,
      Resolver resolver)
      throws IOException {
    Files.writeString(folder.resolve("playbook.yaml"), playbook);
    Settings settings = SettingsLoader.defaults(folder);
    Catalogue catalogue = new Catalogue(actions);
    List<String> names = probes.stream().map(Probe::name).toList();
    Known known = Known.of(settings, catalogue, names, List.of(resolver));
    Loaded<List<Playbook>> loaded = PlaybookLoader.load(folder, known);
    if (!loaded.problems().isEmpty()) {
      throw new IllegalStateException(loaded.problems().toString());
    }
    HouseRules rules =
        new HouseRules(
            Map.of(Risk.LOW, House.rule(1), Risk.MEDIUM, House.rule(1), Risk.HIGH, House.rule(2)),
            Risk.LOW,
            4,
            100,
            Duration.ofMinutes(10),
            List.of(),
            "");
    Library library =
        new Library(
            loaded.value().orElseThrow(),
            catalogue,
            new Probes(probes),
            List.of(resolver).stream()
                .collect(Collectors.toMap(Resolver::kind, Function.identity())),
            rules);
    engine =
        new Engine(
            new Engine.Parts(
                ledger,
                library,
                new OnCall(),
                List.of(new MemoryRoom()),
                clock,
                Thread::sleep,
                true));
    engine.start();
  }

  /** Who there is. */
  private static final class OnCall implements Directory {
    @Override
    public Optional<Person> identify(Voter voter) {
      return person(voter.subject());
    }

    @Override
    public Optional<Person> person(String name) {
      return Set.of("alice", "bob").contains(name)
          ? Optional.of(new Person(name, Set.of("oncall")))
          : Optional.empty();
    }
  }

  /** An alert of this name comes in. */
  public void alert(String name, Map<String, String> labels) {
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.put("alertname", name);
    engine
        .alerts()
        .accept(
            new Signal.Firing(
                new Alert(
                    UUID.randomUUID().toString(),
                    "test",
                    name,
                    Category.AVAILABILITY,
                    Severity.HIGH,
                    name,
                    "",
                    new LinkedHashMap<>(all),
                    new LinkedHashMap<>(),
                    clock.instant(),
                    clock.instant())));
  }

  /** The newest plan, once it is in this state. */
  public Plan await(PlanState state) {
    Await.until(PATIENCE, () -> !plans().isEmpty());
    return await(plans().getFirst().id(), state);
  }

  /** The newest plan, once it is over, however it ended. */
  public Plan awaitEnd() {
    PlanId id = plans().getFirst().id();
    Await.until(PATIENCE, () -> plan(id).state().terminal());
    return plan(id);
  }

  private Plan await(PlanId id, PlanState state) {
    try {
      Await.until(PATIENCE, () -> plan(id).state() == state || plan(id).state().terminal());
    } catch (AssertionError e) {
      throw new AssertionError("waited for " + state + ", but it is " + plan(id), e);
    }
    if (plan(id).state() != state) {
      throw new AssertionError("waited for " + state + ", but it is " + plan(id));
    }
    return plan(id);
  }

  private Plan plan(PlanId id) {
    return ledger.read(v -> v.plan(id)).orElseThrow();
  }

  private List<Plan> plans() {
    return ledger.read(v -> v.plans(new PlanQuery(List.of(), null, null, null, null, 100, 0)));
  }

  /** Somebody presses Approve on what they see. */
  public void approve(Plan plan, String who) {
    engine
        .inbox()
        .decide(
            plan.id(),
            plan.draft().revision(),
            plan.draft().digest(),
            Vote.Choice.APPROVE,
            House.voter(who),
            UUID.randomUUID().toString(),
            "");
  }

  /** Somebody presses Undo; the new plan is what {@link #await} sees then. */
  public void undo(Plan plan, String who) {
    engine.inbox().undo(plan.id(), House.voter(who), UUID.randomUUID().toString());
  }

  @Override
  public void close() {
    engine.close();
    ledger.close();
  }
}

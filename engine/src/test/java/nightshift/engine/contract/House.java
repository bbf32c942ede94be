package nightshift.engine.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nightshift.engine.action.Catalogue;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Category;
import nightshift.engine.alert.Severity;
import nightshift.engine.alert.Signal;
import nightshift.engine.learn.LearningRules;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.plan.Rollback;
import nightshift.engine.plan.Verify;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Limits;
import nightshift.engine.playbook.Matching;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.playbook.StepTemplate;
import nightshift.engine.playbook.Template;
import nightshift.engine.policy.Attention;
import nightshift.engine.policy.Guards;
import nightshift.engine.policy.HouseRules;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Rate;
import nightshift.engine.policy.Vote;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatPlatform;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView.PlanQuery;
import nightshift.engine.port.Probes;
import nightshift.engine.work.Engine;
import nightshift.engine.work.Library;

/**
 * A whole engine around a {@link Lamp}, for tests that want to see a plan's way from end to end.
 */
public final class House implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(45);

  /** The time; waiting moves it. */
  public final SettableClock clock = new SettableClock();

  /** The world. */
  public final Lamp lamp = new Lamp(clock);

  /** The chat. */
  public final MemoryRoom room = new MemoryRoom();

  /** The truth. */
  public final Ledger ledger;

  /** The engine; replaced by {@link #restart}. */
  public Engine engine;

  /** Further platforms; set before {@link #open}, closed by the test. */
  public final List<ChatPlatform> more = new ArrayList<>();

  /** Who people are; may be replaced before {@link #open}. */
  public Directory directory = directory();

  private final List<Playbook> playbooks = new ArrayList<>();

  /** What holds for every playbook; set before {@link #open}. */
  public HouseRules rules =
      new HouseRules(
          Map.of(Risk.LOW, rule(1), Risk.MEDIUM, rule(1), Risk.HIGH, rule(2)),
          Risk.LOW,
          4,
          100,
          Duration.ofMinutes(10),
          List.of(),
          "");

  /** How loudly people are asked; set before {@link #open}. */
  public Attention attention = Attention.USUAL;

  /** How it learns; set before {@link #open}. */
  public LearningRules learning = LearningRules.USUAL;

  /** Risk of both switches. */
  public Risk risk = Risk.LOW;

  /** Risk of the second switch, where it is another. */
  public Optional<Risk> flashing = Optional.empty();

  public House() {
    this(MemoryLedger::new);
  }

  /** A house on another ledger. */
  public House(java.util.function.Function<java.time.InstantSource, Ledger> opens) {
    this.ledger = opens.apply(clock);
  }

  /** Anyone with the role oncall, so many of them. */
  public static ApprovalRule rule(int count) {
    return new ApprovalRule(
        List.of(new ApprovalRule.Group(count, List.of("oncall"), List.of())),
        Duration.ofMinutes(30),
        null,
        false);
  }

  /** A playbook for the lamp; the first words of {@code kinds} are its steps. */
  public static Playbook playbook(
      String name, Autonomy autonomy, Rollback rollback, String... kinds) {
    List<StepTemplate> steps = new ArrayList<>();
    for (String kind : kinds) {
      boolean keepGoing = kind.endsWith("?");
      String bare = keepGoing ? kind.substring(0, kind.length() - 1) : kind;
      steps.add(new StepTemplate(bare, f -> Map.of(), Optional.empty(), keepGoing));
    }
    return new Playbook(
        new PlaybookRef(name, "hash-of-" + name),
        "",
        a ->
            a.title().contains("dark")
                ? Optional.empty()
                : Optional.of("the title does not say dark"),
        Optional.empty(),
        Template.of(f -> "lamp:" + f.alert().details().getOrDefault("lamp", "hall")),
        Duration.ZERO,
        List.of(),
        100,
        Optional.empty(),
        steps,
        new Verify(
            "lamp.light",
            null,
            null,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofHours(1)),
        new Limits(Duration.ofMinutes(5), 3, Duration.ofHours(24), 2),
        autonomy,
        Optional.empty(),
        rollback);
  }

  /** Takes the place of every playbook, for the next {@link #open}. */
  public House only(Playbook p) {
    playbooks.clear();
    return with(p);
  }

  /** The same playbook within other limits. */
  public static Playbook within(Playbook p, Limits limits) {
    return Changed.from(p).limits(limits).done();
  }

  /** The same playbook for other alerts. */
  public static Playbook matching(Playbook p, Matching matching) {
    return Changed.from(p).matching(matching).done();
  }

  /** The same playbook without a relapse watch. */
  public static Playbook unwatched(Playbook p) {
    Verify v = p.verify();
    return Changed.from(p)
        .verify(new Verify(v.probe(), v.below(), v.above(), v.settle(), v.within(), Duration.ZERO))
        .done();
  }

  /** These rules for low risk, in the house's. */
  public void allowedBy(ApprovalRule rule) {
    rules = rules.allowing(Risk.LOW, rule);
  }

  /** After one plan all others are a storm; set before {@link #open}. */
  public void stormAfterOne() {
    rules = rules.with(stormAfter(1));
  }

  /** No brake but that of storms: after so many plans in a day, all others wait. */
  public static Guards stormAfter(int plans) {
    Guards g = Guards.NONE;
    return new Guards(
        List.of(),
        g.perPlaybook(),
        g.perHost(),
        new Rate(plans, Duration.ofDays(1)),
        g.flapping(),
        g.countdown(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** So many lamps go dark after a first one; gives the batch that asks for them. */
  public Plan storm(int lamps) {
    dark("first");
    await(PlanState.RESOLVED);
    for (int i = 0; i < lamps; i++) {
      dark("lamp-" + i);
    }
    Await.until(
        PATIENCE,
        () ->
            plans().stream().filter(p -> p.state() == PlanState.AWAITING_APPROVAL).count()
                == lamps);
    clock.advance(Duration.ofSeconds(6));
    Await.until(PATIENCE, () -> newest().isBatch());
    return await(PlanState.AWAITING_APPROVAL);
  }

  /** Adds a playbook; tried in this order. */
  public House with(Playbook p) {
    playbooks.add(p);
    return this;
  }

  /** Starts the engine. */
  public House open() {
    Library library =
        new Library(
            playbooks,
            new Catalogue(List.of(lamp.switchOn(risk), lamp.flash(flashing.orElse(risk)))),
            new Probes(List.of(lamp.probe())),
            Map.of(),
            rules,
            learning);
    List<ChatPlatform> rooms = new ArrayList<>(more);
    rooms.add(room);
    engine = new Engine(new Engine.Parts(ledger, library, directory, rooms, clock, clock, true));
    engine.attend(attention);
    engine.start();
    return this;
  }

  /** Who there is; changed before {@link #open}. */
  public final Map<String, Person> people =
      new java.util.concurrent.ConcurrentHashMap<>(
          Map.of(
              "alice", new Person("alice", Set.of("oncall", "admin")),
              "bob", new Person("bob", Set.of("oncall")),
              "carol", new Person("carol", Set.of("oncall")),
              "eve", new Person("eve", Set.of("viewer"))));

  private Directory directory() {
    return new Directory() {
      @Override
      public Optional<Person> identify(Voter voter) {
        return Optional.ofNullable(people.get(voter.subject()));
      }

      @Override
      public Optional<Person> person(String name) {
        return Optional.ofNullable(people.get(name));
      }
    };
  }

  /** Hands in an alert that matches. */
  public Alert dark(String lampName) {
    return dark(lampName, clock.instant());
  }

  /** Hands in an alert that matches and began then. */
  public Alert dark(String lampName, Instant began) {
    return dark(lampName, began, "It is dark");
  }

  /** Hands in an alert about the lamp of the hall whose title says so. */
  public Alert darkUnder(String title) {
    return dark("hall", clock.instant(), title);
  }

  private Alert dark(String lampName, Instant began, String title) {
    LinkedHashMap<String, Object> details = new LinkedHashMap<>(Map.of("lamp", lampName));
    Alert alert =
        new Alert(
            UUID.randomUUID().toString(),
            "test",
            "dark/" + lampName,
            Category.AVAILABILITY,
            Severity.HIGH,
            title,
            "nobody sees anything",
            new LinkedHashMap<>(),
            details,
            began,
            clock.instant());
    engine.alerts().accept(new Signal.Firing(alert));
    return alert;
  }

  /** Hands in an alert that no playbook of the lamp knows. */
  public Alert strange(String title, Map<String, String> labels) {
    Alert alert =
        new Alert(
            UUID.randomUUID().toString(),
            "test",
            title,
            Category.CAPACITY,
            Severity.HIGH,
            title,
            "",
            new LinkedHashMap<>(labels),
            new LinkedHashMap<>(),
            clock.instant(),
            clock.instant());
    engine.alerts().accept(new Signal.Firing(alert));
    return alert;
  }

  /** The newest plan, once it is in this state. */
  public Plan await(PlanState state) {
    return await(newest().id(), state);
  }

  /** This plan, once it is in this state. */
  public Plan await(PlanId id, PlanState state) {
    try {
      Await.until(PATIENCE, () -> plan(id).state() == state);
    } catch (AssertionError e) {
      throw new AssertionError("waited for " + state + ", but it is " + plan(id), e);
    }
    return plan(id);
  }

  /** The newest plan, once there is one. */
  public Plan newest() {
    Await.until(PATIENCE, () -> !plans().isEmpty());
    return plans().getFirst();
  }

  /** Every plan, newest first. */
  public List<Plan> plans() {
    return ledger.read(v -> v.plans(new PlanQuery(List.of(), null, null, null, null, 1000, 0)));
  }

  /** This plan as it is now. */
  public Plan plan(PlanId id) {
    return ledger.read(v -> v.plan(id)).orElseThrow();
  }

  /** Somebody presses Approve on what they see now. */
  public Receipt approve(Plan plan, String who) {
    return press(plan, who, Vote.Choice.APPROVE, "");
  }

  /** Somebody presses Canary first. */
  public Receipt canary(Plan plan, String who) {
    return press(plan, who, Vote.Choice.CANARY, "");
  }

  /** Somebody presses Reject. */
  public Receipt reject(Plan plan, String who, String reason) {
    return press(plan, who, Vote.Choice.REJECT, reason);
  }

  private Receipt press(Plan plan, String who, Vote.Choice choice, String reason) {
    return engine
        .inbox()
        .decide(
            plan.id(),
            plan.draft().revision(),
            plan.draft().digest(),
            choice,
            voter(who),
            UUID.randomUUID().toString(),
            reason);
  }

  /** Somebody, as the test platform knows them. */
  public static Voter voter(String who) {
    return new Voter("test", who, who, Set.of(), Map.of());
  }

  /** How many events of this type there are. */
  public long events(String type) {
    return ledger.read(v -> v.eventsAfter(0, 10_000)).stream()
        .filter(e -> e.type().equals(type))
        .count();
  }

  /** The payloads of the events of this type, oldest first. */
  public List<String> payloads(String type) {
    return ledger.read(v -> v.eventsAfter(0, 10_000)).stream()
        .filter(e -> e.type().equals(type))
        .map(nightshift.engine.port.LedgerView.LedgerEvent::payload)
        .toList();
  }

  /** Stops the engine and starts another on the same ledger, as a new process would. */
  public House restart() {
    engine.close();
    return open();
  }

  @Override
  public void close() {
    engine.close();
    ledger.close();
  }
}

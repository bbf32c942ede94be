package nightshift.bot.chat.web;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import nightshift.bot.http.Authenticator;
import nightshift.bot.http.Doors;
import nightshift.bot.http.HttpServer;
import nightshift.bot.http.Tokens;
import nightshift.bot.http.api.EventRoutes;
import nightshift.bot.http.api.Events;
import nightshift.bot.http.api.PressRoutes;
import nightshift.bot.http.api.ReadRoutes;
import nightshift.config.Settings;
import nightshift.engine.action.Catalogue;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Category;
import nightshift.engine.alert.Severity;
import nightshift.engine.alert.Signal;
import nightshift.engine.card.CardRef;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.MemoryLedger;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.policy.Guards;
import nightshift.engine.policy.HouseRules;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.LedgerEvent;
import nightshift.engine.port.LedgerView.Pause;
import nightshift.engine.port.LedgerView.PlanQuery;
import nightshift.engine.port.Probes;
import nightshift.engine.work.Engine;
import nightshift.engine.work.Library;

/** The web room on a real server with a real engine, a ledger in memory and harmless actions. */
final class Stage implements AutoCloseable {

  static final Person ALICE = new Person("alice", Set.of("oncall", Person.ADMIN));
  static final Person SENSOR = new Person("sensor", Set.of(Person.INTAKE));
  static final Person BOB = new Person("bob", Set.of(Person.VIEWER));
  static final Duration SOON = Duration.ofSeconds(10);

  /** Time that tests can turn forward. */
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  final Ledger ledger = new MemoryLedger();
  final Props props = new Props();
  final Logins logins = new Logins(this::now);
  private final Engine engine;
  private final HttpServer server;
  private final WebRoom room;

  private final Guards guards;

  Stage() {
    this(Guards.NONE);
  }

  Stage(Guards guards) {
    this.guards = guards;
    Directory people = people();
    room = new WebRoom(ledger, people, logins, this::now, false);
    engine =
        new Engine(
            new Engine.Parts(
                ledger,
                library(),
                people,
                List.of(room),
                this::now,
                time -> LockSupport.parkNanos(time.toNanos() / 20),
                true));
    engine.listen(room.listener());
    engine.start();
    server = serve(people);
  }

  private HttpServer serve(Directory people) {
    Authenticator authenticator = new Authenticator(List.of(room.credential()), this::now);
    Doors doors =
        new Doors(
            ledger, engine.inbox(), engine.alerts(), people, engine::listen, Map::of, this::now);
    return HttpServer.start(
        new Settings.Http("127.0.0.1", 0, Optional.empty()),
        List.of(
            room,
            new ReadRoutes(doors, authenticator),
            new PressRoutes(doors, authenticator),
            new EventRoutes(authenticator, new Tokens(_ -> Optional.empty()), new Events(ledger))));
  }

  WebRoom room() {
    return room;
  }

  Instant now() {
    return Instant.now().plus(ahead.get());
  }

  void turnClock(Duration by) {
    ahead.updateAndGet(a -> a.plus(by));
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  /** Sends an alert for the playbook of this name and waits for its plan. */
  Plan alert(String playbook, String target, String title, String message) {
    long before = count();
    send(playbook, target, title, message);
    Await.until(SOON, () -> count() > before);
    Plan plan = newest();
    Await.until(
        SOON,
        () ->
            plan(plan.id()).state() != PlanState.AWAITING_APPROVAL
                || plan(plan.id()).expiresAt() != null);
    return plan(plan.id());
  }

  /** Sends an alert for the playbook of this name. */
  void send(String playbook, String target, String title, String message) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("playbook", playbook);
    labels.put("target", target);
    Instant now = now();
    Alert alert =
        new Alert(
            "a-" + System.nanoTime(),
            "alertmanager",
            playbook + target,
            Category.AVAILABILITY,
            Severity.HIGH,
            title,
            message,
            new LinkedHashMap<>(labels),
            new LinkedHashMap<>(),
            now,
            now);
    engine.alerts().accept(new Signal.Firing(alert));
  }

  /** A plan of low risk that waits. */
  Plan waiting() {
    return alert(
        "containers",
        "container:web",
        "Container web is down",
        "web exited with code 137 four times in ten minutes");
  }

  Plan plan(PlanId id) {
    return ledger.read(v -> v.plan(id)).orElseThrow();
  }

  Optional<Pause> pause() {
    return ledger.read(LedgerView::pause);
  }

  List<LedgerEvent> events() {
    return ledger.read(v -> v.eventsAfter(0, 1_000));
  }

  List<CardRef> cards(PlanId plan) {
    return ledger.read(v -> v.cards(plan));
  }

  Plan newest() {
    return ledger.read(v -> v.plans(PlanQuery.in(1))).getFirst();
  }

  private long count() {
    return ledger.read(v -> v.count(PlanQuery.in(1)));
  }

  void await(PlanId id, PlanState state) {
    Await.until(SOON, () -> plan(id).state() == state);
  }

  Engine engine() {
    return engine;
  }

  private Library library() {
    ApprovalRule rule =
        new ApprovalRule(
            List.of(new ApprovalRule.Group(1, List.of("oncall"), List.of())),
            Duration.ofMinutes(30),
            null,
            false);
    HouseRules rules =
        new HouseRules(
                Map.of(Risk.LOW, rule, Risk.MEDIUM, rule, Risk.HIGH, rule, Risk.CRITICAL, rule),
                Risk.LOW,
                4,
                100,
                Duration.ofHours(1),
                List.of(),
                "")
            .with(guards);
    return new Library(
        props.playbooks(),
        new Catalogue(props.kinds()),
        new Probes(List.of(props.probe())),
        Map.of("container", props.resolver()),
        rules);
  }

  static Directory people() {
    Map<String, Person> all = Map.of("alice", ALICE, "bob", BOB, "sensor", SENSOR);
    return new Directory() {
      @Override
      public Optional<Person> identify(Voter voter) {
        return voter.platform().equals(WebRoom.NAME) ? person(voter.subject()) : Optional.empty();
      }

      @Override
      public Optional<Person> person(String name) {
        return Optional.ofNullable(all.get(name));
      }
    };
  }

  @Override
  public void close() {
    room.close();
    server.close();
    engine.close();
    ledger.close();
  }
}

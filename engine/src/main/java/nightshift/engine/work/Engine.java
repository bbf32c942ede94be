package nightshift.engine.work;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.policy.Attention;
import nightshift.engine.port.AlertInbox;
import nightshift.engine.port.ChatInbox;
import nightshift.engine.port.ChatPlatform;
import nightshift.engine.port.Directory;
import nightshift.engine.port.EngineListener;
import nightshift.engine.port.Health;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.Pacer;
import org.jspecify.annotations.Nullable;

/**
 * The house at work: every service, its loop and its bell. Made once, started once, closed once.
 */
public final class Engine implements AutoCloseable {

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration RECOVERY_POLL = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Announcer announcer = new Announcer();
  private final AtomicReference<Library> library;
  private final AtomicReference<Attention> attention = new AtomicReference<>(Attention.USUAL);
  private final List<Loop> loops = new ArrayList<>();
  private final Ledger ledger;
  private final Intake intake;
  private final Inbox inbox;
  private final Execution execution;
  private final List<ChatPlatform> platforms;
  private final AtomicReference<@Nullable URI> address = new AtomicReference<>();
  private final boolean alone;
  private final Directory directory;
  private final InstantSource clock;
  private final Bell planningBell = new Bell();
  private final Batches batches;

  /**
   * What an engine is made of.
   *
   * @param ledger the truth; closed by whoever opened it
   * @param library playbooks, actions, probes, rules
   * @param directory who people are
   * @param platforms where cards are shown; closed by whoever opened them
   * @param clock the time
   * @param pacer waiting
   * @param alone whether no other process can work on this ledger, because we hold its lock: then
   *     claims of others are known to be dead at start
   */
  public record Parts(
      Ledger ledger,
      Library library,
      Directory directory,
      List<ChatPlatform> platforms,
      InstantSource clock,
      Pacer pacer,
      boolean alone) {}

  public Engine(Parts parts) {
    this.ledger = parts.ledger();
    this.library = new AtomicReference<>();
    this.platforms = List.copyOf(parts.platforms());
    this.alone = parts.alone();
    this.directory = parts.directory();
    this.clock = parts.clock();
    this.batches = new Batches(ledger, clock, directory, announcer, this::library);
    library.set(grown(parts.library()));
    Bell executionBell = new Bell();
    DrawingBoard board = new DrawingBoard(ledger, clock, announcer, library::get, executionBell);
    Planning planning = new Planning(ledger, clock, announcer, library::get, board);
    this.intake = new Intake(ledger, clock, announcer, planningBell);
    Approvals approvals = new Approvals(ledger, clock, parts.directory(), announcer, executionBell);
    Requests requests =
        new Requests(ledger, clock, parts.directory(), announcer, board, library::get);
    Levers levers = new Levers(ledger, clock, parts.directory(), announcer, library::get);
    this.inbox = new Inbox(approvals, requests, levers);
    this.execution = execution(parts, executionBell);
    Expiry expiry =
        new Expiry(
            ledger,
            clock,
            announcer,
            this::attention,
            new Countdowns(ledger, clock, announcer, library::get, executionBell));
    loops.add(new Loop("planning", POLL, planningBell, planning::round));
    loops.add(new Loop("execution", POLL, executionBell, execution::round));
    loops.add(new Loop("expiry", POLL, new Bell(), expiry::round));
    Relapses relapses = new Relapses(ledger, clock, announcer);
    loops.add(new Loop("relapse-watch", POLL, new Bell(), relapses::round));
    Promotions promotions = new Promotions(ledger, clock, announcer, this::library);
    loops.add(new Loop("ladder", POLL, new Bell(), promotions::round));
    loops.add(new Loop("storm", POLL, new Bell(), batches::round));
    Weekly weekly = new Weekly(ledger, clock, platforms, this::library);
    loops.add(new Loop("weekly-report", RECOVERY_POLL, new Bell(), weekly::round));
    loops.add(new Loop("recovery", RECOVERY_POLL, new Bell(), () -> execution.recover(false)));
    platforms.forEach(p -> loops.add(courier(p, clock)));
  }

  /** With what the engine itself can do: let playbooks rise, and plans of a storm go together. */
  private Library grown(Library given) {
    return given
        .with(new Promote(ledger, clock, this::library), new Rung(ledger, clock))
        .with(new Release(ledger, directory), new Released(ledger, clock));
  }

  private Execution execution(Parts parts, Bell bell) {
    Chronicle chronicle = new Chronicle(ledger, parts.clock(), announcer);
    StepWork steps = new StepWork(ledger, parts.clock(), parts.pacer());
    Journey journey =
        new Journey(steps, new Verifying(parts.clock(), parts.pacer()), chronicle, this::library);
    Execution.Parts shared =
        new Execution.Parts(ledger, parts.clock(), announcer, library::get, parts.pacer());
    String owner = "process-" + UUID.randomUUID();
    Departure departure =
        new Departure(
            ledger,
            parts.clock(),
            announcer,
            new Drifting(ledger, steps),
            new Holding(ledger, parts.clock(), announcer),
            owner);
    return new Execution(shared, journey, departure, batches, owner, bell);
  }

  private Loop courier(ChatPlatform platform, InstantSource clock) {
    Bell bell = new Bell();
    announcer.add(
        new EngineListener() {
          @Override
          public void planChanged(Plan plan) {
            bell.ring();
          }

          @Override
          public void threadChanged(PlanId plan) {
            bell.ring();
          }
        });
    return new Loop(
        "courier-" + platform.name(),
        POLL,
        bell,
        new Courier(ledger, clock, platform, this::attention, this::address));
  }

  /** Registers the platforms, takes up what a former process left, and starts every loop. */
  public void start() {
    ledger.write(tx -> {
      platforms.forEach(p -> tx.platform(p.name()));
      return true;
    });
    playbooksAreNew();
    platforms.forEach(p -> p.start(inbox));
    execution.recover(alone);
    loops.forEach(Loop::start);
  }

  /** Where alerts go. */
  public AlertInbox alerts() {
    return intake;
  }

  /** Where presses go. */
  public ChatInbox inbox() {
    return inbox;
  }

  /** Adds a listener; it hears hints, the ledger has the truth. */
  public void listen(EngineListener listener) {
    announcer.add(listener);
  }

  /**
   * Replaces playbooks, actions, probes and rules. Plans that exist keep what they say; those that
   * wait for people by a rule that is no longer in force are cancelled, and alerts that nobody had
   * a plan for are looked at again.
   */
  public void reload(Library newer) {
    library.set(grown(newer));
    playbooksAreNew();
  }

  private void playbooksAreNew() {
    ledger.write(tx -> tx.reconsider(Dismissals.ALL, clock.instant()));
    ledger
        .write(tx -> Ladder.load(tx, library().playbooks(), clock.instant()))
        .forEach(announcer::planChanged);
    Tightening.apply(ledger, library(), clock).forEach(announcer::planChanged);
    Tightening.revoked(ledger, directory, clock).forEach(announcer::planChanged);
    planningBell.ring();
  }

  /** Replaces the rules of how loudly people are asked. */
  public void attend(Attention newer) {
    attention.set(newer);
  }

  private Attention attention() {
    return java.util.Objects.requireNonNull(attention.get());
  }

  /** Says where people reach the web room, so that threads can link to its pages. */
  public void reachedAt(URI room) {
    address.set(room);
  }

  private Optional<URI> address() {
    return Optional.ofNullable(address.get());
  }

  /** The library in force. */
  public Library library() {
    return java.util.Objects.requireNonNull(library.get());
  }

  /** How every loop and platform is, by name. */
  public Map<String, Health> health() {
    Map<String, Health> out = new TreeMap<>();
    loops.forEach(l -> out.put(l.name(), l.health()));
    platforms.forEach(p -> out.put("chat-" + p.name(), p.health()));
    return out;
  }

  /** Starts nothing new, lets running steps finish for at most 30 seconds, and stops every loop. */
  @Override
  public void close() {
    try {
      execution.stop(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loops.forEach(Loop::close);
  }
}

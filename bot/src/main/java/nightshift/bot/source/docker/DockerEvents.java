package nightshift.bot.source.docker;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.docker.ContainerEvent;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.DockerTrouble;
import nightshift.bot.host.docker.EventStream;
import nightshift.engine.alert.Signal;
import nightshift.engine.port.AlertInbox;
import nightshift.engine.port.AlertSource;
import nightshift.engine.port.Health;
import nightshift.engine.port.LedgerException;
import nightshift.engine.port.Pacer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of trouble from Docker itself, for the allowed containers. What it hears is remembered only
 * once the inbox has taken it; until then the same event is read again. After a break it goes on
 * where it was and looks at every container once.
 */
public final class DockerEvents implements AlertSource {

  private static final Logger log = LoggerFactory.getLogger(DockerEvents.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofSeconds(5);

  private final DockerHost host;
  private final InstantSource clock;
  private final Pacer pacer;
  private final Heard heard;
  private volatile Health health = Health.bad("listening to Docker's events: not connected yet");
  private volatile @Nullable Thread listener;
  private Map<String, Chart> charts = Map.of();
  private Duration pause = FIRST_PAUSE;

  /**
   * Hears what happens from now on, however long it takes until it is started and connected.
   *
   * @param host stays the caller's to close
   * @param clock stamps what is told
   * @param pacer waits between two attempts to connect
   */
  public DockerEvents(DockerHost host, InstantSource clock, Pacer pacer) {
    this.host = host;
    this.clock = clock;
    this.pacer = pacer;
    heard = new Heard(clock.instant());
  }

  @Override
  public String name() {
    return ContainerAlerts.SOURCE;
  }

  @Override
  public synchronized void start(AlertInbox inbox) {
    if (listener == null) {
      listener = Thread.ofVirtual().name("docker events").start(() -> listen(inbox));
    }
  }

  @Override
  public Health health() {
    return health;
  }

  @Override
  public synchronized void close() {
    Thread running = listener;
    if (running != null) {
      running.interrupt();
    }
  }

  private void listen(AlertInbox inbox) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        attempt(inbox);
        pacer.pause(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
      }
    } catch (InterruptedException closed) {
      health = Health.bad("listening to Docker's events: closed");
    }
  }

  private void attempt(AlertInbox inbox) throws InterruptedException {
    try (EventStream stream = host.events(heard.since())) {
      take(WardRound.round(charts, everybody(), clock.instant()), inbox);
      health = Health.OK;
      follow(stream, inbox);
    } catch (DockerTrouble e) {
      sick(String.valueOf(e.getMessage()));
    } catch (LedgerException e) {
      sick("handing over what Docker said: " + e.getMessage());
    } catch (RuntimeException bug) {
      // The boundary of this worker: one odd answer must not end the listening for ever.
      log.error("listening to Docker's events", bug);
      sick("listening to Docker's events: " + bug.getClass().getSimpleName());
    }
  }

  private void follow(EventStream stream, AlertInbox inbox)
      throws DockerTrouble, InterruptedException {
    while (true) {
      Optional<ContainerEvent> next = stream.next(IDLE);
      if (next.isPresent() && !heard.before(next.get())) {
        ContainerEvent event = next.get();
        if (host.allows(event.name())) {
          take(EventReader.read(charts, event, facts(event), clock.instant()), inbox);
        }
        heard.note(event);
      }
      take(EventReader.tick(charts, clock.instant()), inbox);
      pause = FIRST_PAUSE;
    }
  }

  /** Hands the signals over, and only then remembers the charts. */
  private void take(Step step, AlertInbox inbox) {
    for (Signal signal : step.signals()) {
      inbox.accept(signal);
    }
    charts = step.charts();
  }

  private List<ContainerFacts> everybody() throws DockerTrouble, InterruptedException {
    List<ContainerFacts> all = new ArrayList<>();
    for (String name : host.list()) {
      look(name).ifPresent(all::add);
    }
    return all;
  }

  /** How the container is now; empty when it is gone or another one has its name. */
  private Optional<ContainerFacts> facts(ContainerEvent event)
      throws DockerTrouble, InterruptedException {
    return switch (event.action()) {
      case DIE, OOM, UNHEALTHY -> look(event.name()).filter(c -> c.id().equals(event.id()));
      case START, KILL, STOP, HEALTHY, DESTROY -> Optional.empty();
    };
  }

  private Optional<ContainerFacts> look(String name) throws DockerTrouble, InterruptedException {
    try {
      return Optional.of(host.inspect(name));
    } catch (DockerTrouble e) {
      if (e.kind() == DockerTrouble.Kind.NO_SUCH_CONTAINER) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void sick(String why) {
    // An outage is told once, not once per attempt.
    if (health.ok() || !health.detail().equals(why)) {
      log.warn("{}", why);
    }
    health = Health.bad(why);
  }
}

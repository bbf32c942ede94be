package nightshift.bot.http.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import nightshift.bot.http.Json;
import nightshift.engine.alert.Text;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.EngineListener;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what the engine says into events for every connected client. Written once for all of them,
 * on a thread of its own; when too many wait, the oldest are dropped, because the ledger has them.
 */
public final class Events implements EngineListener, AutoCloseable {

  /** A plan needs a person. */
  static final String CONFIRMATION_REQUIRED = "remediation:confirmation-required";

  /** A plan has ended. */
  static final String COMPLETED = "remediation:completed";

  /** Anything else about a plan changed. */
  static final String UPDATED = "remediation:updated";

  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final int WAITING = 1_000;

  private final Ledger ledger;
  private final Set<EventClient> clients = ConcurrentHashMap.newKeySet();
  private final Cache<PlanId, PlanState> announced =
      Caffeine.newBuilder().maximumSize(10_000).build();
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofVirtual().name("events-writer").factory(),
          new ThreadPoolExecutor.DiscardOldestPolicy());

  /** Reads plans from this ledger. */
  public Events(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void planChanged(Plan plan) {
    PlanState before = announced.asMap().put(plan.id(), plan.state());
    String event = before == plan.state() ? UPDATED : name(plan.state());
    if (!clients.isEmpty()) {
      writer.execute(() -> write(event, plan.id(), Optional.of(plan)));
    }
  }

  @Override
  public void threadChanged(PlanId plan) {
    if (!clients.isEmpty()) {
      writer.execute(() -> write(UPDATED, plan, Optional.empty()));
    }
  }

  @Override
  public void close() {
    writer.shutdownNow();
  }

  void add(EventClient client) {
    clients.add(client);
  }

  void remove(EventClient client) {
    clients.remove(client);
  }

  private static String name(PlanState state) {
    return state == PlanState.AWAITING_APPROVAL
        ? CONFIRMATION_REQUIRED
        : state.terminal() ? COMPLETED : UPDATED;
  }

  private void write(String event, PlanId id, Optional<Plan> snapshot) {
    try {
      ledger
          .read(view ->
              snapshot.or(() -> view.plan(id)).map(plan -> message(event, PlanJson.of(view, plan))))
          .ifPresent(message -> clients.forEach(c -> c.offer(message)));
    } catch (LedgerException e) {
      LOG.warn("an event about plan {} was not sent: {}", id, Text.line("" + e.getMessage(), 200));
    }
  }

  private static String message(String event, Object data) {
    SequencedMap<String, Object> out = new LinkedHashMap<>();
    out.put("event", event);
    out.put("data", data);
    return new String(Json.write(out), StandardCharsets.UTF_8);
  }
}

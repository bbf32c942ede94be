package nightshift.bot.chat.web;

import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.port.EngineListener;

/**
 * Tells open pages that something changed. Signals name what to fetch again and hold no content of
 * plans, so a page that missed some loses nothing: it fetches everything again.
 */
final class Live implements EngineListener {

  /** Most pages that may listen at once. */
  static final int MOST_CLIENTS = 100;

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final String run = RandomIds.next().substring(0, 8);
  private final AtomicLong signals = new AtomicLong();
  private final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();
  private final Semaphore room = new Semaphore(MOST_CLIENTS);
  private volatile boolean closed;

  /** How far we are. A page that was drawn after this mark misses nothing by listening from it. */
  String mark() {
    return run + "-" + signals.get();
  }

  /** Whether another page may listen. */
  boolean hasRoom() {
    return room.availablePermits() > 0 && !closed;
  }

  /**
   * Writes signals to one page until it goes away.
   *
   * @param since the mark of the page; when it is not the newest, the page refreshes at once
   * @param welcome whether the person behind it may still look
   */
  void serve(SseClient sse, String since, BooleanSupplier welcome) {
    if (!room.tryAcquire()) {
      return;
    }
    LiveClient client = new LiveClient();
    clients.add(client);
    try {
      if (!since.equals(mark())) {
        client.refreshAll();
      }
      // The first bytes tell a proxy, and the page, that the line is open.
      sse.sendComment("listening");
      while (!sse.terminated() && !closed && welcome.getAsBoolean()) {
        write(sse, client.await(HEARTBEAT));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      clients.remove(client);
      room.release();
    }
  }

  private static void write(SseClient sse, List<LiveClient.Signal> batch) {
    if (batch.isEmpty()) {
      sse.sendComment("still here");
    }
    for (LiveClient.Signal s : batch) {
      if (!sse.terminated()) {
        sse.sendEvent(s.name(), s.data());
      }
    }
  }

  @Override
  public void planChanged(Plan plan) {
    tell("plan-" + plan.id().number());
    switch (plan.state()) {
      case EXECUTING, VERIFYING, ROLLING_BACK -> tell("card-" + plan.id().number());
      default -> tell("feed");
    }
  }

  @Override
  public void threadChanged(PlanId plan) {
    cardChanged(plan);
  }

  @Override
  public void pauseChanged() {
    tell("pause");
  }

  @Override
  public void alertsChanged() {
    tell("feed");
  }

  /** A card is there that was not. */
  void cardOpened(PlanId plan) {
    tell("plan-" + plan.number());
    tell("feed");
  }

  /** A card shows something else, in the same place. */
  void cardChanged(PlanId plan) {
    tell("plan-" + plan.number());
    tell("card-" + plan.number());
  }

  /** Something for screen readers to say. */
  void say(String sentence) {
    signals.incrementAndGet();
    clients.forEach(c -> c.say(sentence));
  }

  /** Lets every page go. */
  void close() {
    closed = true;
    clients.forEach(LiveClient::wake);
  }

  private void tell(String name) {
    signals.incrementAndGet();
    clients.forEach(c -> c.offer(name));
  }
}

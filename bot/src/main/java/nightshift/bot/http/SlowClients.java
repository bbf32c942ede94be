package nightshift.bot.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Cuts connections that trickle a request byte by byte. Idle timeouts do not see them, because
 * every byte starts those anew. A client that only listens, such as one of a live page, sends
 * nothing and is left alone.
 */
final class SlowClients implements Connection.Listener, AutoCloseable {

  /** How long a client may take from the first byte of a request to the end of its head. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int PATIENCE_WITH_BODIES = 3;

  /**
   * How far a connection was at the last look.
   *
   * @param answered requests that are over
   * @param start bytes that had come when the current request began
   * @param bytes bytes that had come at the last look
   * @param sinceNanos when the current request began, or when nothing had come of it yet
   */
  private record Progress(long answered, long start, long bytes, long sinceNanos) {}

  private final Map<Connection, Progress> seen = new ConcurrentHashMap<>();
  private final Duration patience;
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("http-slow-clients").factory());

  SlowClients(Duration patience) {
    this.patience = patience;
    long every = Math.max(1, patience.toMillis() / 4);
    var _ = sweeper.scheduleWithFixedDelay(this::sweep, every, every, TimeUnit.MILLISECONDS);
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HttpConnection) {
      seen.put(connection, begun(connection));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    seen.remove(connection);
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
  }

  private void sweep() {
    long now = System.nanoTime();
    seen.forEach((connection, before) -> {
      if (tooSlow(connection, before, now - before.sinceNanos())) {
        connection.getEndPoint().close();
      } else {
        seen.replace(connection, before, next(connection, before));
      }
    });
  }

  private boolean tooSlow(Connection c, Progress before, long nanos) {
    if (c.getMessagesOut() != before.answered()) {
      return false;
    }
    boolean bodyArrives = c.getMessagesIn() != c.getMessagesOut();
    return bodyArrives
        ? c.getBytesIn() != before.bytes() && nanos > PATIENCE_WITH_BODIES * patience.toNanos()
        : c.getBytesIn() != before.start() && nanos > patience.toNanos();
  }

  private static Progress next(Connection c, Progress before) {
    boolean nothingYet =
        c.getMessagesIn() == c.getMessagesOut() && c.getBytesIn() == before.start();
    return c.getMessagesOut() != before.answered() || nothingYet
        ? begun(c)
        : new Progress(before.answered(), before.start(), c.getBytesIn(), before.sinceNanos());
  }

  private static Progress begun(Connection c) {
    return new Progress(c.getMessagesOut(), c.getBytesIn(), c.getBytesIn(), System.nanoTime());
  }
}

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
 * Cuts connections that trickle a request's head byte by byte. Idle timeouts do not see them,
 * because every byte starts those anew.
 */
final class SlowClients implements Connection.Listener, AutoCloseable {

  /** How long a client may take from the first byte of a request to the end of its head. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What a connection had done when its current request began to arrive. */
  private record Progress(long messages, long bytes, long sinceNanos) {}

  private final Map<Connection, Progress> seen = new ConcurrentHashMap<>();
  private final Duration patience;
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("http-slow-clients").factory());

  SlowClients(Duration patience) {
    this.patience = patience;
    long every = Math.max(1, patience.toMillis() / 4);
    var unused = sweeper.scheduleWithFixedDelay(this::sweep, every, every, TimeUnit.MILLISECONDS);
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HttpConnection) {
      seen.put(connection, now(connection));
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
    seen.forEach((connection, before) -> {
      boolean answering = connection.getMessagesIn() != connection.getMessagesOut();
      boolean moved = connection.getMessagesIn() != before.messages();
      boolean quiet = connection.getBytesIn() == before.bytes();
      if (answering || moved || quiet) {
        seen.replace(connection, before, now(connection));
      } else if (System.nanoTime() - before.sinceNanos() > patience.toNanos()) {
        connection.getEndPoint().close();
      }
    });
  }

  private static Progress now(Connection c) {
    return new Progress(c.getMessagesIn(), c.getBytesIn(), System.nanoTime());
  }
}

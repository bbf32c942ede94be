package nightshift.bot.http.api;

import io.javalin.websocket.WsContext;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.websocket.api.Callback;

/**
 * One listener on the WebSocket: a bounded queue and a thread of its own, so that a slow one holds
 * up nobody and fills no memory.
 */
final class EventClient {

  /** Events that may wait for one client. */
  static final int QUEUE = 64;

  private static final int POLICY_VIOLATION = 1008;
  private static final int TRY_AGAIN_LATER = 1013;
  private static final Duration WRITE = Duration.ofSeconds(10);

  private final WsContext socket;
  private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(QUEUE);
  private final CountDownLatch admitted = new CountDownLatch(1);
  private final Thread sender;

  /**
   * @param patience how long the client has to prove who it is
   */
  EventClient(WsContext socket, Duration patience) {
    this.socket = socket;
    this.sender = Thread.ofVirtual().name("events-client").unstarted(() -> run(patience));
  }

  void start() {
    sender.start();
  }

  void admit() {
    admitted.countDown();
  }

  boolean isAdmitted() {
    return admitted.getCount() == 0;
  }

  /** Queues an event; a client whose queue is full is dropped. */
  void offer(String event) {
    if (isAdmitted() && !queue.offer(event)) {
      close(TRY_AGAIN_LATER, "too slow; connect again and read /history");
    }
  }

  void refuse(String why) {
    close(POLICY_VIOLATION, why);
  }

  void turnAway() {
    close(TRY_AGAIN_LATER, "too many listeners");
  }

  /** Ends its thread; the socket is closed already. */
  void gone() {
    sender.interrupt();
  }

  private void run(Duration patience) {
    try {
      if (!admitted.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        refuse("no token came in time");
        return;
      }
      while (socket.session.isOpen()) {
        send(queue.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // It went away or does not read; what it misses is in the ledger.
      socket.session.disconnect();
    }
  }

  private void send(String event)
      throws InterruptedException, ExecutionException, TimeoutException {
    Callback.Completable sent = new Callback.Completable();
    socket.session.sendText(event, sent);
    sent.get(WRITE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void close(int status, String why) {
    socket.closeSession(status, why);
    sender.interrupt();
  }
}

package nightshift.bot.chat.discord;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.dv8tion.jda.api.utils.SessionControllerAdapter;
import nightshift.engine.port.Pacer;

/**
 * Says where the gateway is, and lets connections wait longer and longer while it refuses them: JDA
 * by itself tries again without a pause.
 */
final class SteadySessions extends SessionControllerAdapter {

  private final URI gateway;
  private final Pacer pacer;
  private final AtomicInteger tries = new AtomicInteger();
  private final Set<SessionConnectNode> waiting = ConcurrentHashMap.newKeySet();

  SteadySessions(URI gateway, Pacer pacer) {
    this.gateway = gateway;
    this.pacer = pacer;
  }

  @Override
  public String getGateway() {
    return gateway.toString();
  }

  /** A session stands: the next connection may be made at once. */
  void connected() {
    tries.set(0);
  }

  @Override
  public void appendSession(SessionConnectNode node) {
    int n = tries.getAndIncrement();
    if (n == 0) {
      super.appendSession(node);
      return;
    }
    waiting.add(node);
    Thread.ofVirtual().name("discord-session").start(() -> later(node, n));
  }

  private void later(SessionConnectNode node, int n) {
    try {
      pacer.pause(backOff(n));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (waiting.remove(node)) {
      super.appendSession(node);
    }
  }

  @Override
  public void removeSession(SessionConnectNode node) {
    waiting.remove(node);
    super.removeSession(node);
  }

  /** How long to wait before try {@code n}, from 1: 1 s, 2 s, 4 s, up to a minute. */
  static Duration backOff(int n) {
    return Duration.ofSeconds(Math.min(60, 1L << Math.clamp(n - 1, 0, 6)));
  }
}

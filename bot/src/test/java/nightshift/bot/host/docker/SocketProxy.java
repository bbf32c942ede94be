package nightshift.bot.host.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A unix socket that passes everything on to another one until it is closed: a Docker Engine that
 * can be lost without hurting the real one.
 */
public final class SocketProxy implements AutoCloseable {

  private final Path here;
  private final Path there;
  private final ServerSocketChannel server;
  private final Set<SocketChannel> ends = ConcurrentHashMap.newKeySet();

  private SocketProxy(Path here, Path there, ServerSocketChannel server) {
    this.here = here;
    this.there = there;
    this.server = server;
  }

  /** Listens on {@code here}. */
  public static SocketProxy open(Path here, Path there) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(here));
    SocketProxy proxy = new SocketProxy(here, there, server);
    Thread.ofVirtual().name("proxy").start(proxy::accept);
    return proxy;
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel near = server.accept();
        SocketChannel far = SocketChannel.open(UnixDomainSocketAddress.of(there));
        ends.add(near);
        ends.add(far);
        Thread.ofVirtual().start(() -> copy(near, far));
        Thread.ofVirtual().start(() -> copy(far, near));
      }
    } catch (ClosedChannelException closed) {
      cut();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void copy(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(16_384);
    try (from;
        to) {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
    } catch (IOException cutOff) {
      ends.remove(from);
    }
  }

  /** Breaks every connection, and goes on listening. */
  public void cut() {
    for (SocketChannel end : ends) {
      try {
        end.close();
      } catch (IOException alreadyBroken) {
        ends.remove(end);
      }
    }
    ends.clear();
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
    Files.deleteIfExists(here);
  }
}

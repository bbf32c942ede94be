package nightshift.bot.journey;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A socket that leads to another one, and can go away as a daemon's does when it dies. */
final class Forwarder implements AutoCloseable {

  private final Path socket;
  private final Path real;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private ServerSocketChannel door;

  Forwarder(Path socket, Path real) throws IOException {
    this.socket = socket;
    this.real = real;
    this.door = opened();
  }

  URI address() {
    return URI.create("unix://" + socket);
  }

  /** The daemon is there again. */
  void comeBack() throws IOException {
    door = opened();
  }

  private ServerSocketChannel opened() throws IOException {
    ServerSocketChannel made = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    made.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(() -> serve(made));
    return made;
  }

  private void serve(ServerSocketChannel from) {
    try {
      while (true) {
        SocketChannel client = from.accept();
        SocketChannel server = SocketChannel.open(UnixDomainSocketAddress.of(real));
        open.add(client);
        open.add(server);
        Thread.ofVirtual().start(() -> pump(client, server));
        Thread.ofVirtual().start(() -> pump(server, client));
      }
    } catch (IOException gone) {
      // Closed by goAway; nobody is served any more.
    }
  }

  private static void pump(SocketChannel from, SocketChannel to) {
    ByteBuffer bytes = ByteBuffer.allocate(16 * 1024);
    try (from;
        to) {
      while (from.read(bytes) >= 0) {
        bytes.flip();
        while (bytes.hasRemaining()) {
          to.write(bytes);
        }
        bytes.clear();
      }
    } catch (IOException gone) {
      // One side went away, and with it the other.
    }
  }

  /** The daemon dies: its socket is gone, and every connection breaks. */
  void goAway() throws IOException {
    door.close();
    Files.deleteIfExists(socket);
    for (SocketChannel c : open) {
      c.close();
    }
    open.clear();
  }

  @Override
  public void close() throws IOException {
    goAway();
  }
}

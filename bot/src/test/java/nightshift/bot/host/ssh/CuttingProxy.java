package nightshift.bot.host.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A wire to a server on loopback that can be cut. */
final class CuttingProxy implements AutoCloseable {

  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final int server;

  CuttingProxy(int server) throws IOException {
    this.server = server;
    Thread.ofVirtual().name("proxy").start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket from = door.accept();
        Socket to = new Socket(InetAddress.getLoopbackAddress(), server);
        sockets.add(from);
        sockets.add(to);
        Thread.ofVirtual().start(() -> pump(from, to));
        Thread.ofVirtual().start(() -> pump(to, from));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException cut) {
      // That is what it is for.
    }
  }

  /** Cuts every connection; new ones can be made. */
  void cut() {
    sockets.forEach(CuttingProxy::closed);
    sockets.clear();
  }

  private static void closed(Socket s) {
    try {
      s.close();
    } catch (IOException already) {
      // Then it is cut.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }
}

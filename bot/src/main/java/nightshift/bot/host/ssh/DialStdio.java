package nightshift.bot.host.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nightshift.bot.host.BoundedOutput;
import nightshift.config.Settings;
import nightshift.engine.alert.Text;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Docker Engine through SSH: a socket here, in a folder that only we may enter, each connection
 * to which is {@code docker system dial-stdio} there, as Docker's own command line does it. No port
 * is opened that others on this machine could use.
 */
public final class DialStdio implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DialStdio.class);
  private static final String THERE = "docker system dial-stdio";
  private static final Duration OPEN = Duration.ofSeconds(10);
  private static final int WORDS = 2_000;

  private final SshLink link;
  private final Path folder;
  private final ServerSocketChannel door;
  private final Set<SocketChannel> guests = ConcurrentHashMap.newKeySet();

  private DialStdio(SshLink link, Path folder, ServerSocketChannel door) {
    this.link = link;
    this.folder = folder;
    this.door = door;
  }

  /** Opens the socket; the machine is connected to when somebody comes. */
  public static DialStdio open(String name, Settings.Ssh ssh) throws IOException {
    Path folder =
        Files.createTempDirectory(
            "nightshift-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    door.bind(UnixDomainSocketAddress.of(folder.resolve("docker.sock")));
    DialStdio dial = new DialStdio(new SshLink(name, ssh), folder, door);
    Thread.ofVirtual().name("docker of " + name).start(dial::accept);
    return dial;
  }

  /** Where to connect to. */
  public URI socket() {
    return URI.create("unix://" + folder.resolve("docker.sock"));
  }

  private void accept() {
    while (door.isOpen()) {
      try {
        SocketChannel guest = door.accept();
        guests.add(guest);
        Thread.ofVirtual().name("docker of " + link.machine()).start(() -> serve(guest));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(SocketChannel guest) {
    BoundedOutput said = new BoundedOutput(WORDS);
    try (guest) {
      pipe(guest, said);
    } catch (SshTrouble e) {
      LOG.warn("reaching Docker: {}", e.getMessage());
    } catch (IOException | RuntimeException e) {
      LOG.debug("reaching Docker on {}: {}", link.machine(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      guests.remove(guest);
    }
    String words = Text.line(said.text(), 300);
    if (!words.isEmpty()) {
      LOG.warn("reaching Docker on {}: {}", link.machine(), words);
    }
  }

  private void pipe(SocketChannel guest, BoundedOutput said)
      throws SshTrouble, IOException, InterruptedException {
    ClientSession session = link.session();
    try (ChannelExec there = session.createExecChannel(THERE);
        OutputStream back = Channels.newOutputStream(guest)) {
      there.setIn(Channels.newInputStream(guest));
      there.setOut(back);
      there.setErr(said.sink());
      there.open().verify(OPEN);
      java.util.concurrent.CountDownLatch over = new java.util.concurrent.CountDownLatch(1);
      there.addCloseFutureListener(f -> over.countDown());
      over.await();
    } catch (IOException e) {
      link.broken(session);
      throw e;
    }
  }

  @Override
  public void close() {
    closed(door);
    guests.forEach(DialStdio::closed);
    link.close();
    try {
      Files.deleteIfExists(folder.resolve("docker.sock"));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      LOG.debug("removing {}: {}", folder, e.getMessage());
    }
  }

  private static void closed(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.debug("closing: {}", e.getMessage());
    }
  }
}

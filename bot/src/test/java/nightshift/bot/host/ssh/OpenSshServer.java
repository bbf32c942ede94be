package nightshift.bot.host.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nightshift.engine.contract.Await;

/** OpenSSH's server with keys and settings of its own, on loopback. */
final class OpenSshServer implements SshServerFixture {

  private static final Path SSHD = Path.of("/usr/sbin/sshd");
  private static final Path SEPARATION = Path.of("/run/sshd");

  private final Process process;
  private final int port;
  private final KeyPair hostKey;

  OpenSshServer(Path folder, KeyPair hostKey, KeyPair allowed) throws Exception {
    this.hostKey = hostKey;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
    Path key = TestKeys.privateFile(folder.resolve("host_key"), hostKey);
    Path authorized =
        Files.writeString(folder.resolve("authorized_keys"), TestKeys.line(allowed) + "\n");
    Path config = folder.resolve("sshd_config");
    Files.write(
        config,
        List.of(
            "ListenAddress 127.0.0.1:" + port,
            "HostKey " + key,
            "AuthorizedKeysFile " + authorized,
            "PidFile none",
            "UsePAM no",
            "StrictModes no",
            "PermitRootLogin prohibit-password",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "AllowUsers " + System.getProperty("user.name")));
    this.process =
        new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sshd.log").toFile())
            .start();
    Await.until(Duration.ofSeconds(20), this::listens);
  }

  /** Whether it can be started here: as root it wants its folder, which its service makes. */
  static boolean available() {
    boolean root = "root".equals(System.getProperty("user.name"));
    return Files.isExecutable(SSHD) && (!root || Files.isDirectory(SEPARATION));
  }

  private boolean listens() {
    try (Socket s = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return s.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public KeyPair hostKey() {
    return hostKey;
  }

  @Override
  public String user() {
    return System.getProperty("user.name");
  }

  @Override
  public void close() throws Exception {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}

package nightshift.bot.host.ssh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import nightshift.config.Settings;

/** A machine that is this one, reached over SSH as if it were another. */
public final class LoopbackSsh implements AutoCloseable {

  private final MinaServer server;
  private final Settings.Ssh settings;
  private final SshMachine machine;

  /**
   * @param folder for keys and known hosts
   */
  public LoopbackSsh(String name, Path folder) throws Exception {
    KeyPair own = TestKeys.fresh();
    server = new MinaServer(folder, TestKeys.fresh(), own);
    Path key = TestKeys.privateFile(folder.resolve(name + ".key"), own);
    Path known = folder.resolve(name + ".known_hosts");
    Files.writeString(known, TestKeys.knownHost(server.port(), server.hostKey()));
    settings = new Settings.Ssh("127.0.0.1", server.port(), server.user(), key, known);
    machine = new SshMachine(name, settings);
  }

  /** The machine. */
  public SshMachine machine() {
    return machine;
  }

  /** How it is reached. */
  public Settings.Ssh settings() {
    return settings;
  }

  /** The server goes away; the machine stays configured. */
  public void die() throws Exception {
    server.close();
  }

  @Override
  public void close() throws Exception {
    machine.close();
    server.close();
  }
}

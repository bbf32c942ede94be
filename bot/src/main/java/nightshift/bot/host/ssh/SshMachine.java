package nightshift.bot.host.ssh;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import nightshift.bot.host.Command;
import nightshift.bot.host.Command.Ending;
import nightshift.bot.host.Machine;
import nightshift.config.Settings;
import org.apache.sshd.client.session.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A machine over SSH. What is known after trouble is kept apart: a machine that could not be
 * reached did nothing; a connection that broke after the command was sent leaves open what it did,
 * and that is said, and never taken for a failure.
 *
 * <p>Stopping reaches as far as the connection does: the command is sent TERM (RFC 4254, 6.9), and
 * what carries its mark is looked for on a second channel and ended. When the connection is gone,
 * it runs on.
 */
public final class SshMachine implements Machine, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SshMachine.class);

  // OpenSSH takes ten sessions on one connection; each may need another one to be stopped.
  private static final int AT_ONCE = 6;
  private static final String SHELL = "exec /bin/sh";
  private static final Duration STOPPING = Duration.ofSeconds(8);

  private final String name;
  private final SshLink link;
  private final Semaphore seats = new Semaphore(AT_ONCE);

  /** A machine that is connected to when it is first needed. */
  public SshMachine(String name, Settings.Ssh ssh) {
    this.name = name;
    this.link = new SshLink(name, ssh);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String where() {
    return link.machine();
  }

  @Override
  public Ending run(Command command) throws InterruptedException {
    seats.acquire();
    try {
      return seated(command);
    } finally {
      seats.release();
    }
  }

  private Ending seated(Command command) throws InterruptedException {
    long start = System.nanoTime();
    String nonce = UUID.randomUUID().toString();
    RemoteScript script;
    try {
      script = RemoteScript.of(command, nonce);
    } catch (IllegalArgumentException e) {
      return notStarted(
          "running " + command.argv().getFirst() + " on " + name, String.valueOf(e.getMessage()));
    }
    try (RemoteShell shell = opened()) {
      return shell.run(command, script, start, () -> stop(nonce));
    } catch (SshTrouble e) {
      return new Ending(false, false, -1, String.valueOf(e.getMessage()), Duration.ZERO);
    }
  }

  private static Ending notStarted(String doing, String why) {
    return new Ending(false, false, -1, doing + ": " + why, Duration.ZERO);
  }

  // On the connection that the command is on: when that one is gone, nothing can be said any more.
  private void stop(String nonce) {
    Command patience = new Command(List.of("stop"), Map.of(), Optional.empty(), STOPPING);
    RemoteScript script = RemoteScript.stopping(nonce, UUID.randomUUID().toString());
    try (RemoteShell shell = RemoteShell.open(link.session(), link.machine(), SHELL)) {
      Ending end = shell.run(patience, script, System.nanoTime(), () -> {});
      LOG.info("stopping what ran on {}: exit code {}", name, end.exitCode());
    } catch (SshTrouble e) {
      LOG.warn("stopping what ran on {}: {}", name, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // Nothing was sent yet, so a session that broke while nobody looked may be replaced once.
  private RemoteShell opened() throws SshTrouble, InterruptedException {
    ClientSession session = link.session();
    try {
      return RemoteShell.open(session, link.machine(), SHELL);
    } catch (SshTrouble stale) {
      link.broken(session);
      return RemoteShell.open(link.session(), link.machine(), SHELL);
    }
  }

  @Override
  public void close() {
    link.close();
  }
}

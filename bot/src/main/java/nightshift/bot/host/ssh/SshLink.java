package nightshift.bot.host.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import nightshift.config.Settings;
import nightshift.engine.action.Durations;
import nightshift.engine.alert.Text;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one machine: made when first needed, kept, and made again after it broke. Reads
 * no configuration of the user's own and asks no agent: only what the settings name counts.
 */
final class SshLink implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final String machine;
  private final Settings.Ssh ssh;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable SshClient client;
  private @Nullable ClientSession shared;

  /**
   * @param name the machine's, for messages
   */
  SshLink(String name, Settings.Ssh ssh) {
    this.machine = name + " (" + ssh.user() + "@" + ssh.address() + ":" + ssh.port() + ")";
    this.ssh = ssh;
  }

  /** The machine's name and address, for messages. */
  String machine() {
    return machine;
  }

  /**
   * A session that was good when it was last looked at.
   *
   * @throws SshTrouble when there is none to be had
   */
  ClientSession session() throws SshTrouble, InterruptedException {
    lock.lockInterruptibly();
    try {
      if (shared == null || !shared.isOpen() || !shared.isAuthenticated()) {
        forget();
        shared = connect();
      }
      return shared;
    } finally {
      lock.unlock();
    }
  }

  /** Gives up a session that turned out to be broken; the next call connects anew. */
  void broken(ClientSession session) {
    lock.lock();
    try {
      if (shared == session) {
        forget();
      }
    } finally {
      lock.unlock();
    }
  }

  private ClientSession connect() throws SshTrouble, InterruptedException {
    KnownHosts known = KnownHosts.read(machine, ssh);
    KeyPair key = key(ssh.keyFile());
    SshClient running = client(known);
    Verdict verdict = new Verdict(known);
    running.setServerKeyVerifier(verdict::accepts);
    running.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(key));
    ClientSession session = opened(running);
    try {
      session.auth().verify(CONNECT);
      return session;
    } catch (InterruptedIOException e) {
      session.close(true);
      throw interrupted(e);
    } catch (IOException e) {
      session.close(true);
      throw new SshTrouble("connecting to " + verdict.refusal().orElseGet(() -> refused(e)));
    }
  }

  private ClientSession opened(SshClient running) throws SshTrouble, InterruptedException {
    try {
      return running.connect(ssh.user(), ssh.address(), ssh.port()).verify(CONNECT).getSession();
    } catch (InterruptedIOException e) {
      throw interrupted(e);
    } catch (IOException | UnresolvedAddressException e) {
      throw new SshTrouble(
          "connecting to "
              + machine
              + ": "
              + words(e)
              + "; check its address, that it is up, and that its sshd listens there");
    }
  }

  private String refused(IOException e) {
    String said = words(e);
    return said.contains("no more authentication methods")
            || said.contains("No more authentication methods")
        ? machine
            + ": it does not take the key in "
            + ssh.keyFile()
            + "; check ~/.ssh/authorized_keys of "
            + ssh.user()
            + " there"
        : machine + ": " + said + "; nothing was sent to it";
  }

  private SshTrouble timedOut() {
    return new SshTrouble(
        "connecting to " + machine + ": no answer within " + Durations.shown(CONNECT));
  }

  // MINA reports an interrupt and a timeout as the same exception.
  private InterruptedException interrupted(InterruptedIOException e)
      throws SshTrouble, InterruptedException {
    if (Thread.interrupted() || e.getCause() instanceof InterruptedException) {
      return new InterruptedException("connecting to " + machine);
    }
    throw timedOut();
  }

  private KeyPair key(Path file) throws SshTrouble {
    try {
      for (KeyPair pair : new FileKeyPairProvider(file).loadKeys(null)) {
        return pair;
      }
      throw new SshTrouble("reading the SSH key in " + file + ": there is none in it");
    } catch (RuntimeException e) {
      throw new SshTrouble(
          "reading the SSH key in "
              + file
              + ": it is no private key, or it needs a passphrase; make one for Nightshift alone:"
              + " ssh-keygen -t ed25519 -N '' -f FILE");
    }
  }

  private SshClient client(KnownHosts known) {
    SshClient running = client;
    if (running == null) {
      running = PlainClient.start();
      client = running;
    }
    PlainClient.prefer(running, known);
    return running;
  }

  /** What the verifier made of the key, kept because MINA only takes yes or no. */
  private static final class Verdict {

    private final KnownHosts known;
    private volatile Optional<String> refusal = Optional.empty();

    Verdict(KnownHosts known) {
      this.known = known;
    }

    boolean accepts(ClientSession session, SocketAddress address, PublicKey shown) {
      refusal = known.refusal(shown);
      return refusal.isEmpty();
    }

    Optional<String> refusal() {
      return refusal;
    }
  }

  private void forget() {
    if (shared != null) {
      shared.close(true);
      shared = null;
    }
  }

  private static String words(Throwable e) {
    Throwable root = e;
    for (int depth = 0; root.getCause() != null && depth < 10; depth++) {
      root = root.getCause();
    }
    String said = root.getMessage();
    if (root instanceof UnresolvedAddressException) {
      return "its name is not known";
    }
    return Text.line(said == null ? root.getClass().getSimpleName() : said, 200);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      forget();
      if (client != null) {
        client.stop();
        client = null;
      }
    } finally {
      lock.unlock();
    }
  }
}

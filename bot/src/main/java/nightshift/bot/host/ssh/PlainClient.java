package nightshift.bot.host.ssh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;

/** A client of MINA's that reads no configuration of the user's own, and asks no agent. */
final class PlainClient {

  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final int UNANSWERED = 2;
  private static final String CERTIFICATE = "-cert-";

  private PlainClient() {}

  /** Starts one. */
  static SshClient start() {
    SshClient client = SshClient.setUpDefaultClient();
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setFilePasswordProvider(FilePasswordProvider.EMPTY);
    client.setAgentFactory(null);
    client.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    CoreModuleProperties.NIO_WORKERS.set(client, 1);
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, UNANSWERED);
    CoreModuleProperties.CHANNEL_CLOSE_TIMEOUT.set(client, Duration.ofSeconds(2));
    client.start();
    return client;
  }

  /** Has it ask first for the kinds of keys that we know of a machine. */
  static void prefer(SshClient client, KnownHosts known) {
    client.setSignatureFactories(preferred(client.getSignatureFactories(), known));
  }

  // A machine has several keys and shows the first that both sides have: it must be one we know.
  private static List<NamedFactory<Signature>> preferred(
      List<NamedFactory<Signature>> all, KnownHosts known) {
    List<NamedFactory<Signature>> first = new ArrayList<>();
    List<NamedFactory<Signature>> then = new ArrayList<>();
    for (NamedFactory<Signature> f : all) {
      if (!f.getName().contains(CERTIFICATE)) {
        boolean ours = known.types().stream().anyMatch(t -> signs(f.getName(), t));
        (ours ? first : then).add(f);
      }
    }
    first.addAll(then);
    return first;
  }

  private static boolean signs(String algorithm, String keyType) {
    return algorithm.equals(keyType)
        || (keyType.equals("ssh-rsa") && algorithm.startsWith("rsa-sha2-"));
  }
}

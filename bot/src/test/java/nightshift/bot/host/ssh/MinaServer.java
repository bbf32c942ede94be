package nightshift.bot.host.ssh;

import java.nio.file.Path;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;

/** Apache MINA's own server. It does not pass signals on. */
final class MinaServer implements SshServerFixture {

  private final SshServer server = SshServer.setUpDefaultServer();
  private final KeyPair hostKey;

  MinaServer(Path folder, KeyPair hostKey, KeyPair allowed) throws Exception {
    this.hostKey = hostKey;
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPublickeyAuthenticator((user, key, session) ->
        user.equals("nightshift") && KeyUtils.compareKeys(key, allowed.getPublic()));
    server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
    server.start();
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public KeyPair hostKey() {
    return hostKey;
  }

  @Override
  public String user() {
    return "nightshift";
  }

  @Override
  public void close() throws Exception {
    server.stop(true);
  }
}

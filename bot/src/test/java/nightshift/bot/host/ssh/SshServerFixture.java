package nightshift.bot.host.ssh;

import java.security.KeyPair;

/** A real SSH server on loopback, for one test. */
interface SshServerFixture extends AutoCloseable {

  int port();

  /** The key that it shows. */
  KeyPair hostKey();

  /** Whom it lets in. */
  String user();

  @Override
  void close() throws Exception;
}

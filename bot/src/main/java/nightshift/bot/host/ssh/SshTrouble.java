package nightshift.bot.host.ssh;

/**
 * A machine could not be reached, so nothing was done there. The message says why and what to do.
 */
final class SshTrouble extends Exception {

  private static final long serialVersionUID = 1L;

  SshTrouble(String message) {
    super(message);
  }
}

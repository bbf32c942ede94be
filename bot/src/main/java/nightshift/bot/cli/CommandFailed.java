package nightshift.bot.cli;

/** A command cannot go on. Its message is the one line that the person reads. */
public final class CommandFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Exit exit;

  public CommandFailed(Exit exit, String message) {
    super(message);
    this.exit = exit;
  }

  /** What the process returns. */
  public Exit exit() {
    return exit;
  }
}

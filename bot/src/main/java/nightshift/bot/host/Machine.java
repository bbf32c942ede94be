package nightshift.bot.host;

import nightshift.bot.host.Command.Ending;

/** A computer that programs run on: this one, or one of the inventory. */
public interface Machine {

  /** The inventory's name for it; {@code local} for this one. */
  String name();

  /**
   * Runs a program and waits. No shell reads its arguments, wherever it runs.
   *
   * @throws InterruptedException when interrupted; whatever was started is stopped by then
   */
  Ending run(Command command) throws InterruptedException;
}

package nightshift.bot.host;

import nightshift.bot.host.Command.Ending;

/** A computer that programs run on: this one, or one of the inventory. */
public interface Machine {

  /** The inventory's name for it; {@code local} for this one. */
  String name();

  /** Its name, and what says which computer that is: the same name may come to mean another. */
  default String where() {
    return name();
  }

  /**
   * Runs a program and waits. Every argument arrives byte for byte, wherever it runs.
   *
   * @throws InterruptedException when interrupted; whatever was started is stopped by then, on
   *     another machine as far as SSH reaches
   */
  Ending run(Command command) throws InterruptedException;
}

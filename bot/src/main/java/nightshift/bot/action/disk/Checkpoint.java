package nightshift.bot.action.disk;

/** Is told of every point where a process may die. Tests die there, or change the world. */
@FunctionalInterface
interface Checkpoint {

  /** Lets everything pass. */
  Checkpoint NONE = _ -> {};

  /** This step is about to be left behind. */
  void at(String step);
}

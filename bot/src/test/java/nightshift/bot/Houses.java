package nightshift.bot;

import java.time.InstantSource;
import nightshift.bot.cli.House;

/** Lets tests of the rooms below have the whole house. */
public final class Houses {

  private Houses() {}

  /** The house that the program itself uses. */
  public static House whole(InstantSource clock) {
    return new WholeHouse(clock);
  }
}

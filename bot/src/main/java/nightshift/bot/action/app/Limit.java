package nightshift.bot.action.app;

import java.util.Optional;

/**
 * Arguments of actions on several things that an application lists.
 *
 * @param limit most of them in one step, 1 to 50; 5 unless set
 */
record Limit(Optional<Integer> limit) {

  private static final int USUAL = 5;
  private static final int MOST = 50;

  /**
   * @throws IllegalArgumentException when it is out of range
   */
  Limit {
    if (limit.isPresent() && (limit.get() < 1 || limit.get() > MOST)) {
      throw new IllegalArgumentException("argument \"limit\" must be between 1 and " + MOST);
    }
  }

  int value() {
    return limit.orElse(USUAL);
  }
}

package nightshift.bot.action.process;

import java.util.Optional;

/**
 * Arguments of {@code process.renice}.
 *
 * @param nice the new value, 1 to 19: the higher, the more it lets others go first; 10 unless set
 * @param executable the program's whole path, where the target is the host; empty takes every
 *     listed program that uses more than {@code above}
 * @param above percent of one processor; 50 unless set; counts only without a program
 */
record Renicing(Optional<Integer> nice, Optional<String> executable, Optional<Double> above) {

  /**
   * @throws IllegalArgumentException when a value is out of range
   */
  Renicing {
    if (nice.isPresent() && (nice.get() < 1 || nice.get() > 19)) {
      throw new IllegalArgumentException("argument \"nice\" must be between 1 and 19");
    }
    if (executable.isPresent() && !executable.get().startsWith("/")) {
      throw new IllegalArgumentException("argument \"executable\" must be a whole path");
    }
    if (above.isPresent() && !(above.get() >= 0 && above.get() <= 100_000)) {
      throw new IllegalArgumentException("argument \"above\" must be a percentage of 0 or more");
    }
  }

  int value() {
    return nice.orElse(10);
  }

  double threshold() {
    return above.orElse(50.0);
  }
}

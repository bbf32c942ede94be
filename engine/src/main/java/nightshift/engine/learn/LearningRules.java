package nightshift.engine.learn;

import java.time.Duration;

/**
 * How this installation learns.
 *
 * @param halfLife after which an outcome counts half
 * @param asksWhenUnsure whether a plan that is trusted less than 50 % asks, instead of being
 *     refused
 * @param repeats so many fixes of one kind on one target within {@code repeatsWithin} are worth a
 *     word about the cause; 0 says nothing
 * @param repeatsWithin see {@code repeats}
 * @param weekly whether the week's report goes to the channels
 */
public record LearningRules(
    Duration halfLife,
    boolean asksWhenUnsure,
    int repeats,
    Duration repeatsWithin,
    boolean weekly) {

  /** What holds when nothing else is said. */
  public static final LearningRules USUAL =
      new LearningRules(Duration.ofDays(90), false, 5, Duration.ofDays(7), false);
}

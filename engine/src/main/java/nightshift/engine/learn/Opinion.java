package nightshift.engine.learn;

import java.time.Instant;
import java.util.Optional;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import org.jspecify.annotations.Nullable;

/** What people who looked say of a fix that its measure called good. Pure. */
public final class Opinion {

  private Opinion() {}

  /**
   * Whether it is for people to say: it ran, its measure was good, and nothing else overturned it.
   *
   * @param undone whether people took it back, or are about to: then there is nothing to judge
   */
  public static boolean asked(Plan plan, boolean undone, @Nullable Lesson lesson) {
    return plan.state() == PlanState.RESOLVED
        && plan.draft().alertId() != null
        && !plan.isUndo()
        && !undone
        && lesson != null
        && lesson.outcome() != Outcome.RELAPSED
        && lesson.outcome() != Outcome.SELF_HEALED;
  }

  /**
   * What is learned from it; empty when it changes nothing. The last word counts, because who
   * speaks last has seen most.
   *
   * @param known what is known so far
   * @param person who says so
   */
  public static Optional<Lesson> lesson(Lesson known, boolean helped, String person, Instant now) {
    Outcome says = helped ? Outcome.FIXED : Outcome.NO_EFFECT;
    if (known.outcome() == says) {
      return Optional.empty();
    }
    String note = person + (helped ? " says that it helped" : " says that it did not help");
    return Optional.of(new Lesson(says, note, null, now));
  }
}

package nightshift.engine.learn;

import java.util.List;
import java.util.stream.Collectors;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.plan.Step;

/**
 * One plan's outcome, with what it is counted under.
 *
 * @param plan which
 * @param playbook by name and content
 * @param action the kinds of its steps: see {@link #action(Plan.Draft)}
 * @param targetClass see {@link #targetClass(Target)}
 * @param target {@code kind:name}
 * @param risk of the plan
 * @param lesson what came of it
 */
public record Observation(
    PlanId plan,
    PlaybookRef playbook,
    String action,
    String targetClass,
    String target,
    Risk risk,
    Lesson lesson) {

  /** What this plan's outcome is counted under. */
  public static Observation of(Plan plan, Lesson lesson) {
    Plan.Draft d = plan.draft();
    return new Observation(
        plan.id(),
        d.playbook(),
        action(d),
        targetClass(d.target()),
        d.target().toString(),
        d.risk(),
        lesson);
  }

  /** The kinds of a plan's steps in order, each once: {@code temp.cleanup+docker.prune}. */
  public static String action(Plan.Draft draft) {
    return action(draft.steps());
  }

  /** The kinds of these steps in order, each once. */
  public static String action(List<Step> steps) {
    return steps.stream().map(Step::kind).distinct().collect(Collectors.joining("+"));
  }

  /** Targets that are alike: those of one kind, such as {@code container}. */
  public static String targetClass(Target target) {
    return target.kind();
  }

  /** What came of it. */
  public Outcome outcome() {
    return lesson.outcome();
  }

  /** Whether it was fixed and a new firing would still overturn that. */
  public boolean watched() {
    return outcome() == Outcome.FIXED && lesson.watchUntil() != null;
  }
}

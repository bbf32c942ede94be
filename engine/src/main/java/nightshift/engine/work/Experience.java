package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nightshift.engine.card.LessonWords;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.learn.Baseline;
import nightshift.engine.learn.LearningRules;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.TrackRecord;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.Step;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.port.LedgerView;

/**
 * What is known about a playbook when a plan is drawn up from it.
 *
 * @param all the record of its content, whatever it did
 * @param mine the record of these actions on targets of this class
 * @param shown both that record and what waiting would have done, one line
 */
record Experience(TrackRecord all, TrackRecord mine, String shown) {

  /** Most outcomes that are looked at. */
  static final int MOST = 500;

  /** Most alerts left alone that are looked at. */
  static final int MOST_WAITS = 100;

  /** How far back it is looked for how things clear by themselves. */
  static final Duration BACK = Duration.ofDays(180);

  static Experience of(
      LedgerView view,
      Playbook playbook,
      Target target,
      List<Step> steps,
      LearningRules rules,
      Instant now) {
    List<Observation> seen = view.observations(playbook.ref(), MOST);
    String action = Observation.action(steps);
    List<Observation> alike =
        seen.stream()
            .filter(o -> o.action().equals(action))
            .filter(o -> o.targetClass().equals(Observation.targetClass(target)))
            .toList();
    TrackRecord mine = TrackRecord.of(alike, now, rules.halfLife());
    Baseline waiting = new Baseline(view.waits(playbook.ref().name(), now.minus(BACK), MOST_WAITS));
    Duration given = given(playbook.verify().within(), playbook.verify().settle());
    String shown = LessonWords.record(mine, waiting, given);
    return new Experience(TrackRecord.of(seen, now, rules.halfLife()), mine, shown);
  }

  /** The time that a fix is given: waiting has to be compared over the same. */
  static Duration given(Plan plan) {
    return given(plan.draft().verify().within(), plan.draft().verify().settle());
  }

  private static Duration given(Duration within, Duration settle) {
    return within.plus(settle);
  }
}

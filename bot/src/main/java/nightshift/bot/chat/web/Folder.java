package nightshift.bot.chat.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nightshift.engine.alert.Alert;
import nightshift.engine.learn.LearningRules;
import nightshift.engine.learn.TrackRecord;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.Step;
import nightshift.engine.plan.StepRun;
import nightshift.engine.policy.Person;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.LedgerEvent;

/**
 * Everything about one plan, read from the ledger in one piece.
 *
 * @param shown its card and thread
 * @param alert what it answers
 * @param runs steps that were started
 * @param manifests the objects of each step, by its index, one a line
 * @param record how its playbook has done until now
 * @param events its audit events, oldest first
 */
record Folder(
    Shown shown,
    Optional<Alert> alert,
    List<StepRun> runs,
    Map<Integer, String> manifests,
    TrackRecord record,
    List<LedgerEvent> events) {

  /** Reads it. */
  static Folder read(LedgerView view, Plan plan, Person person, Instant now) {
    Map<Integer, String> manifests = new TreeMap<>();
    for (Step s : plan.draft().steps()) {
      view.blob(s.manifest().sha256()).ifPresent(text -> manifests.put(s.index(), text));
    }
    return new Folder(
        Shown.read(view, plan, person),
        Optional.ofNullable(plan.draft().alertId()).flatMap(view::alert),
        view.steps(plan.id()),
        manifests,
        TrackRecord.of(
            view.observations(plan.draft().playbook(), LedgerView.MOST),
            now,
            LearningRules.USUAL.halfLife()),
        view.events(plan.id()));
  }
}

package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.learn.Draw;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.TrackRecord;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.Step;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.port.LedgerView;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the alternatives in a playbook's steps.
 *
 * @param seen outcomes on targets of this class, oldest first
 * @param again the plan that is tried again; null for a first try
 */
record Options(List<Observation> seen, @Nullable Plan again, Instant now, Duration halfLife) {

  static Options of(
      LedgerView view,
      Playbook playbook,
      Target target,
      @Nullable Plan again,
      Instant now,
      Duration halfLife) {
    boolean any = playbook.steps().stream().anyMatch(s -> !s.others().isEmpty());
    List<Observation> seen =
        any
            ? view.observations(playbook.ref(), Experience.MOST).stream()
                .filter(o -> o.targetClass().equals(Observation.targetClass(target)))
                .toList()
            : List.of();
    return new Options(seen, again, now, halfLife);
  }

  /** Takes one of these, which are in the author's order. */
  Draw draw(List<Step> steps) {
    List<Draw.Candidate> candidates =
        steps.stream()
            .map(s -> new Draw.Candidate(s.kind(), s.risk(), record(s.kind()), tried(s.kind())))
            .toList();
    return Draw.of(candidates, ThreadLocalRandom.current().nextLong());
  }

  private TrackRecord record(String kind) {
    List<Observation> alike =
        seen.stream().filter(o -> Arrays.asList(o.action().split("\\+")).contains(kind)).toList();
    return TrackRecord.of(alike, now, halfLife);
  }

  private boolean tried(String kind) {
    return again != null && again.draft().steps().stream().anyMatch(s -> s.kind().equals(kind));
  }
}

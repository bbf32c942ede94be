package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.TrackRecord;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.port.LedgerView;

/** How often a playbook failed in a row since a person last closed its breaker. */
final class Breaker {

  private static final int MOST = 500;

  private Breaker() {}

  static int failedInARow(LedgerView view, PlaybookRef playbook, Instant now) {
    Instant closed = view.breakerClosed(playbook).orElse(Instant.MIN);
    List<Observation> since =
        view.observations(playbook, MOST).stream()
            .filter(o -> o.lesson().at().isAfter(closed))
            .toList();
    return TrackRecord.of(since, now, Duration.ofDays(1)).failedInARow();
  }
}

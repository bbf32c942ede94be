package nightshift.bot.source.docker;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import nightshift.bot.host.docker.ContainerEvent;

/** Which events were dealt with, so that going on a little earlier repeats none. */
final class Heard {

  private static final int KEPT = 1_024;
  // Events of two containers can come in another order than they happened.
  private static final Duration OVERLAP = Duration.ofSeconds(2);

  private final SequencedSet<ContainerEvent> last = new LinkedHashSet<>();
  private Instant start;
  private Instant until;

  /**
   * @param start there is nothing to hear from before
   */
  Heard(Instant start) {
    this.start = start;
    until = start;
  }

  /** Since when to listen, so that nothing is missed. */
  Instant since() {
    Instant early = until.minus(OVERLAP);
    return early.isBefore(start) ? start : early;
  }

  /** Whether this very event was dealt with. */
  boolean before(ContainerEvent event) {
    return last.contains(event);
  }

  /** This event is dealt with. */
  void note(ContainerEvent event) {
    last.add(event);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
    if (event.at().isBefore(start)) {
      // Nothing older was asked for, so the engine's clock is behind, and counts from here on.
      start = event.at();
      until = event.at();
    } else if (event.at().isAfter(until)) {
      until = event.at();
    }
  }
}

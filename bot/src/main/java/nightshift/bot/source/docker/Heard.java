package nightshift.bot.source.docker;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import nightshift.bot.host.docker.ContainerEvent;
import org.jspecify.annotations.Nullable;

/** Which events were dealt with, so that going on a little earlier repeats none. */
final class Heard {

  private static final int KEPT = 1_024;

  private final SequencedSet<ContainerEvent> last = new LinkedHashSet<>();
  private @Nullable Instant until;

  /** The time of the newest event, or of the first listening; empty before that. */
  Optional<Instant> until() {
    return Optional.ofNullable(until);
  }

  /** There is nothing to hear from before {@code at}; counts only the first time. */
  void from(Instant at) {
    if (until == null) {
      until = at;
    }
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
    if (until == null || event.at().isAfter(until)) {
      until = event.at();
    }
  }
}

package nightshift.engine.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightshift.engine.diagnosis.Target;

/**
 * A time in which less may be changed.
 *
 * @param name for people: {@code Christmas}
 * @param hours every week; empty when it is a span
 * @param span once; empty when it is weekly
 * @param targets globs of {@code kind:name}; empty for all
 * @param total whether even what people approved waits; otherwise only automatic work asks
 */
public record Freeze(
    String name, Optional<Hours> hours, Optional<Span> span, List<String> targets, boolean total) {

  public Freeze {
    targets = List.copyOf(targets);
  }

  /** From, included, to, excluded. */
  public record Span(Instant from, Instant to) {
    Optional<Instant> until(Instant now) {
      return now.isBefore(from) || !now.isBefore(to) ? Optional.empty() : Optional.of(to);
    }
  }

  /** The brake, when it holds this target now. */
  public Optional<Held> holds(Target target, Instant now) {
    if (!targets.isEmpty() && !Glob.any(targets, target)) {
      return Optional.empty();
    }
    return hours
        .flatMap(h -> h.until(now))
        .or(() -> span.flatMap(s -> s.until(now)))
        .map(until -> new Held(Brake.FREEZE, name, until));
  }

  /**
   * The first freeze that holds.
   *
   * @param total only those that hold approved work, too
   */
  public static Optional<Held> first(
      List<Freeze> freezes, Target target, boolean total, Instant now) {
    return freezes.stream()
        .filter(f -> f.total || !total)
        .flatMap(f -> f.holds(target, now).stream())
        .findFirst();
  }
}

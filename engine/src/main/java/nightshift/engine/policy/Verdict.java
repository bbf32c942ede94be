package nightshift.engine.policy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one guard says of a plan.
 *
 * @param guard its name: {@code storm}, {@code protected-target}
 * @param kind what it does
 * @param why one line; empty when it lets the plan pass
 * @param until when it lifts by itself; null when it passes, or a person has to do something
 */
public record Verdict(String guard, Kind kind, String why, @Nullable Instant until) {

  /** What a guard can do. */
  public enum Kind {
    /** Nothing speaks against the plan. */
    PASSES,
    /** People must be asked. */
    ASKS,
    /** Nothing is done yet. */
    HOLDS,
    /** The plan never runs. */
    REFUSES;

    /** {@code passes}. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** It lets the plan pass. */
  public static Verdict passes(String guard) {
    return new Verdict(guard, Kind.PASSES, "", null);
  }

  /** It does this to the plan, if there is a reason; else it lets it pass. */
  public static Verdict of(String guard, Kind kind, Optional<String> why) {
    return why.map(w -> new Verdict(guard, kind, w, null)).orElseGet(() -> passes(guard));
  }

  /** The same of a brake. */
  public static Verdict held(String guard, Kind kind, Optional<Held> held) {
    return held.map(h -> new Verdict(guard, kind, h.why(), h.until()))
        .orElseGet(() -> passes(guard));
  }

  /** One verdict per rule of the safety check, in their order. */
  public static List<Verdict> ofSafety(List<String> refusals) {
    return Safety.RULES.stream()
        .map(rule -> {
          List<String> own =
              refusals.stream()
                  .filter(r -> r.startsWith(rule + ": "))
                  .map(r -> r.substring(rule.length() + 2))
                  .toList();
          return of(
              rule,
              Kind.REFUSES,
              own.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", own)));
        })
        .toList();
  }

  /** {@code freeze: the weekend; until 2026-11-30T06:00:00Z}; the bare name when it passes. */
  public String line() {
    return guard
        + (why.isEmpty() ? "" : ": " + why)
        + (until == null ? "" : "; until " + until.truncatedTo(ChronoUnit.SECONDS));
  }
}

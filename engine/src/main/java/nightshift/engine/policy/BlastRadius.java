package nightshift.engine.policy;

import java.util.List;
import java.util.Optional;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.PlanId;

/**
 * A group of targets of which not too many may be worked on at once.
 *
 * @param name for people
 * @param targets globs of {@code kind:name}; plain names only where {@code minHealthy} counts
 * @param maxInFlight most plans of the group under way at once, verification included; 0 for any
 * @param minHealthy how many others must be healthy before one is touched; 0 for none
 */
public record BlastRadius(String name, List<String> targets, int maxInFlight, int minHealthy) {

  public BlastRadius {
    targets = List.copyOf(targets);
  }

  /** Whether this target is in the group. */
  public boolean has(Target target) {
    return Glob.any(targets, target);
  }

  /**
   * The brake, when so many others of the group are under way.
   *
   * @param inDoubt those of them that keep their place until a person says how they ended
   */
  public Optional<Held> crowded(long underWay, List<PlanId> inDoubt) {
    return maxInFlight > 0 && underWay >= maxInFlight
        ? Optional.of(
            new Held(
                Brake.BLAST_RADIUS,
                "%d of group %s under way, %d at most; %s"
                    .formatted(
                        underWay,
                        name,
                        maxInFlight,
                        inDoubt.isEmpty()
                            ? "it goes on when one of them ends"
                            : unsettled(inDoubt.getFirst(), inDoubt.size() - 1)),
                null))
        : Optional.empty();
  }

  private static String unsettled(PlanId plan, int others) {
    String more = others == 0 ? "" : " (so are " + others + " more)";
    return "plan "
        + plan
        + " is in doubt and keeps its place"
        + more
        + ": look how it ended, and say so on its card or with \"nightshift plan settle "
        + plan.number()
        + "\"";
  }

  /** The brake, when so many others of the group are healthy. What cannot be seen is not. */
  public Optional<Held> weak(long healthyOthers) {
    return minHealthy > 0 && healthyOthers < minHealthy
        ? Optional.of(
            new Held(
                Brake.BLAST_RADIUS,
                "only %d others of group %s are healthy, %d are needed; it goes on when they are"
                    .formatted(healthyOthers, name, minHealthy),
                null))
        : Optional.empty();
  }
}

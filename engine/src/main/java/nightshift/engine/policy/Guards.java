package nightshift.engine.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The brakes of an installation beyond its {@link HouseRules}' own.
 *
 * @param allowedTargets globs of {@code kind:name}, and nothing else may be touched; empty leaves
 *     it to each family's own list
 * @param perPlaybook how often one playbook may run unasked, over all targets
 * @param perHost how often things may run unasked on one host
 * @param storm more plans than this, and everything asks
 * @param flapping a problem that fires so often is asked about
 * @param countdown how long a plan with {@code autonomy: countdown} announces itself
 * @param freezes change freezes
 * @param groups blast radii
 * @param cases approval rules that come before the playbook's own and the risk's; the first that
 *     fits counts
 * @param solo for a home of one person: who asked may approve, that is marked, and critical plans
 *     can be cancelled for so long after their approval; empty for other homes
 */
public record Guards(
    List<String> allowedTargets,
    Rate perPlaybook,
    Rate perHost,
    Rate storm,
    Rate flapping,
    Duration countdown,
    List<Freeze> freezes,
    List<BlastRadius> groups,
    List<RuleCase> cases,
    Optional<Duration> solo) {

  /** What holds where nothing is written. */
  public static final Guards USUAL =
      new Guards(
          List.of(),
          Rate.NONE,
          Rate.NONE,
          new Rate(20, Duration.ofMinutes(5)),
          new Rate(5, Duration.ofHours(1)),
          Duration.ofMinutes(1),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty());

  /** None of these brakes. */
  public static final Guards NONE =
      new Guards(
          List.of(),
          Rate.NONE,
          Rate.NONE,
          Rate.NONE,
          Rate.NONE,
          USUAL.countdown,
          List.of(),
          List.of(),
          List.of(),
          Optional.empty());

  public Guards {
    allowedTargets = List.copyOf(allowedTargets);
    freezes = List.copyOf(freezes);
    groups = List.copyOf(groups);
    cases = List.copyOf(cases);
  }
}

package nightshift.engine.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nightshift.engine.action.Durations;
import nightshift.engine.action.Risk;
import nightshift.engine.learn.LearningRules;
import nightshift.engine.plan.Digests;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.Step;

/**
 * Refuses plans that must not run, whoever approves them. Pure; asked at proposal and again before
 * the claim.
 */
public final class Safety {

  /**
   * Plans that we trust less than this, in percent, are refused unless a person asked for them, or
   * the configuration lets them ask.
   */
  public static final int LEAST_CONFIDENCE = 50;

  /** Steps that may take longer than this are refused. */
  public static final Duration LONGEST_STEP = Duration.ofHours(1);

  /** Plans whose steps are expected to take longer than this together are refused. */
  public static final Duration LONGEST_PLAN = Duration.ofHours(1);

  /** The names of the rules that {@link #refusals} asks. */
  public static final List<String> RULES =
      List.of(
          "nothing-to-do",
          "confidence",
          "protected-target",
          "allowed-target",
          "confirmation",
          "digest",
          "duration",
          "risk-floor");

  private Safety() {}

  /**
   * Every reason against this plan, each with its rule's name in front; empty when it may go on.
   */
  public static List<String> refusals(Plan.Draft plan, HouseRules rules, LearningRules learning) {
    List<String> out = new ArrayList<>();
    if (plan.steps().isEmpty()) {
      out.add("nothing-to-do: no step applies");
    }
    boolean people = plan.initiator() != null || (plan.asks() && learning.asksWhenUnsure());
    if (plan.confidence() < LEAST_CONFIDENCE && !people) {
      out.add("confidence: " + plan.confidence() + " % is below " + LEAST_CONFIDENCE + " %");
    }
    // A batch touches nothing itself: each of its plans has a target, and is asked about it.
    if (!plan.releases()) {
      target(plan, rules, out);
    }
    if (!plan.asks() && plan.risk().compareTo(Risk.HIGH) >= 0) {
      out.add("confirmation: " + plan.risk().word() + " risk is never automatic");
    }
    if (!plan.digest().equals(Digests.ofEffect(plan.target(), plan.steps()))) {
      out.add("digest: the steps are not those that the digest was made from");
    }
    for (Step s : plan.steps()) {
      step(plan, s, out);
    }
    Duration together =
        plan.steps().stream().map(Step::estimated).reduce(Duration.ZERO, Duration::plus);
    if (together.compareTo(LONGEST_PLAN) > 0) {
      out.add(
          "duration: the steps are expected to take %s together, longer than %s"
              .formatted(Durations.shown(together), Durations.shown(LONGEST_PLAN)));
    }
    return out;
  }

  /** The names of the rules that these refusals are by: {@code protected-target}. */
  public static List<String> rules(List<String> refusals) {
    return refusals.stream()
        .map(r -> r.substring(0, Math.max(0, r.indexOf(':'))))
        .filter(r -> !r.isEmpty() && r.chars().allMatch(c -> c == '-' || (c >= 'a' && c <= 'z')))
        .distinct()
        .toList();
  }

  private static void target(Plan.Draft plan, HouseRules rules, List<String> out) {
    if (Glob.any(rules.protectedTargets(), plan.target())) {
      out.add("protected-target: " + plan.target() + " is protected by the configuration");
    }
    List<String> allowed = rules.guards().allowedTargets();
    if (!allowed.isEmpty() && !Glob.any(allowed, plan.target())) {
      out.add(
          "allowed-target: " + plan.target() + " is not on the configuration's list of targets");
    }
  }

  private static void step(Plan.Draft plan, Step s, List<String> out) {
    if (s.timeout().compareTo(LONGEST_STEP) > 0) {
      out.add(
          "duration: step %d (%s) may take %s, longer than %s"
              .formatted(
                  s.index(),
                  s.kind(),
                  Durations.shown(s.timeout()),
                  Durations.shown(LONGEST_STEP)));
    }
    if (plan.risk().compareTo(s.risk()) < 0) {
      out.add("risk-floor: step " + s.index() + " (" + s.kind() + ") has more risk than its plan");
    }
  }
}

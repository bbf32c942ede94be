package nightshift.engine.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.ApprovalRule;

/**
 * An approval rule of the house, and what it is for. Empty conditions fit everything; all that are
 * written must fit.
 *
 * @param risks any of these
 * @param playbooks globs of names
 * @param targets globs of {@code kind:name}
 * @param labels the alert's labels, each as a glob
 * @param hours only then
 * @param rule who may allow it
 */
public record RuleCase(
    Set<Risk> risks,
    List<String> playbooks,
    List<String> targets,
    SortedMap<String, String> labels,
    Optional<Hours> hours,
    ApprovalRule rule) {

  public RuleCase {
    risks = Set.copyOf(risks);
    playbooks = List.copyOf(playbooks);
    targets = List.copyOf(targets);
    labels = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /**
   * What a plan is like.
   *
   * @param labels of its alert; empty when it has none
   * @param at when it was drawn up
   */
  public record Matter(
      Risk risk, String playbook, Target target, Map<String, String> labels, Instant at) {}

  /** Whether it is for this. */
  public boolean fits(Matter m) {
    return (risks.isEmpty() || risks.contains(m.risk()))
        && (playbooks.isEmpty() || Glob.any(playbooks, m.playbook()))
        && (targets.isEmpty() || Glob.any(targets, m.target()))
        && labels.entrySet().stream()
            .allMatch(l -> Glob.matches(l.getValue(), m.labels().getOrDefault(l.getKey(), "")))
        && hours.map(h -> h.until(m.at()).isPresent()).orElse(true);
  }
}

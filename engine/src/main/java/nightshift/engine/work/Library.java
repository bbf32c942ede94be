package nightshift.engine.work;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.Catalogue;
import nightshift.engine.learn.LearningRules;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.policy.HouseRules;
import nightshift.engine.port.Probe;
import nightshift.engine.port.Probes;
import nightshift.engine.port.Resolver;

/**
 * What an installation knows and may do. Replaced whole when the configuration is loaded again.
 *
 * @param playbooks in the order in which they are tried
 * @param catalogue the actions
 * @param probes the looks
 * @param resolvers by target kind
 * @param rules what holds for every playbook
 * @param learning how it learns
 */
public record Library(
    List<Playbook> playbooks,
    Catalogue catalogue,
    Probes probes,
    Map<String, Resolver> resolvers,
    HouseRules rules,
    LearningRules learning) {

  /** A library that learns in the usual way. */
  public Library(
      List<Playbook> playbooks,
      Catalogue catalogue,
      Probes probes,
      Map<String, Resolver> resolvers,
      HouseRules rules) {
    this(playbooks, catalogue, probes, resolvers, rules, LearningRules.USUAL);
  }

  public Library {
    playbooks = List.copyOf(playbooks);
    resolvers = Map.copyOf(resolvers);
  }

  /** The same with other probes. */
  public Library seeing(Probes others) {
    return new Library(playbooks, catalogue, others, resolvers, rules, learning);
  }

  /** The playbook of this name, if it is still there. */
  Optional<Playbook> playbook(String name) {
    return playbooks.stream().filter(p -> p.ref().name().equals(name)).findFirst();
  }

  /** The same, with one more action and one more probe. */
  Library with(ActionKind<?> action, Probe probe) {
    return new Library(
        playbooks, catalogue.with(action), probes.with(probe), resolvers, rules, learning);
  }
}

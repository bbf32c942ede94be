package nightshift.config.playbook;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import nightshift.config.CustomAction;
import nightshift.config.Settings;
import nightshift.engine.action.Catalogue;
import nightshift.engine.plan.Verify;
import nightshift.engine.port.Resolver;

/**
 * What playbooks can refer to.
 *
 * @param actions action kinds; arguments are checked against their records
 * @param inputs what each custom action declares, by the action's whole name
 * @param probes names of probes
 * @param people who there is, and with which roles
 * @param measures target kinds, each with the way success is measured when the playbook does not
 *     say; empty when the playbook must
 */
public record Known(
    Catalogue actions,
    Map<String, Map<String, CustomAction.Input>> inputs,
    Set<String> probes,
    List<Settings.Member> people,
    Map<String, Optional<Verify>> measures) {
  public Known {
    inputs = Map.copyOf(inputs);
    probes = Set.copyOf(probes);
    people = List.copyOf(people);
    measures = Map.copyOf(measures);
  }

  /**
   * Everything that an installation has. Every kind that an action works on is a target kind, as is
   * every kind that a resolver knows.
   *
   * @param probes names of probes
   */
  public static Known of(
      Settings settings,
      Catalogue actions,
      Collection<String> probes,
      Collection<? extends Resolver> resolvers) {
    Map<String, Optional<Verify>> measures = new TreeMap<>();
    for (String name : actions.names()) {
      actions
          .find(name)
          .map(k -> k.targetKind())
          .filter(k -> !k.equals("*"))
          .ifPresent(k -> measures.put(k, Optional.empty()));
    }
    resolvers.forEach(r -> measures.put(r.kind(), r.verify()));
    Map<String, Map<String, CustomAction.Input>> inputs = new TreeMap<>();
    settings.actions().forEach(a -> inputs.put(a.name(), a.inputs()));
    return new Known(actions, inputs, Set.copyOf(probes), settings.people(), measures);
  }
}

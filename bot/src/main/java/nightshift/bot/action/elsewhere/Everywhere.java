package nightshift.bot.action.elsewhere;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightshift.engine.action.ActionKind;
import nightshift.engine.port.Probe;

/** Puts the actions and probes of several machines together, by their names. */
public final class Everywhere {

  private final Map<String, Map<String, ActionKind<?>>> kinds = new LinkedHashMap<>();
  private final Map<String, Map<String, Probe>> probes = new LinkedHashMap<>();

  /**
   * Adds those of one machine.
   *
   * @param host its name; {@code local} for this one
   */
  public void add(String host, List<ActionKind<?>> actions, List<Probe> looks) {
    actions.forEach(a -> kinds.computeIfAbsent(a.name(), n -> new LinkedHashMap<>()).put(host, a));
    looks.forEach(p -> probes.computeIfAbsent(p.name(), n -> new LinkedHashMap<>()).put(host, p));
  }

  /** One action for each name. */
  public List<ActionKind<?>> actions() {
    List<ActionKind<?>> out = new ArrayList<>();
    kinds.values().forEach(byHost -> out.add(merged(byHost.values().iterator().next(), byHost)));
    return out;
  }

  /** One probe for each name. */
  public List<Probe> probes() {
    List<Probe> out = new ArrayList<>();
    probes.forEach((name, byHost) -> out.add(new EverywhereProbe(name, byHost)));
    return out;
  }

  // Kinds of one name come from one class, so they have the same arguments.
  @SuppressWarnings("unchecked")
  private static <A extends Record> ActionKind<A> merged(
      ActionKind<A> any, Map<String, ActionKind<?>> byHost) {
    Map<String, ActionKind<A>> same = new LinkedHashMap<>();
    byHost.forEach((host, kind) -> same.put(host, (ActionKind<A>) kind));
    return new EverywhereKind<>(any, same);
  }
}

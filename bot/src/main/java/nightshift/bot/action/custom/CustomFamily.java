package nightshift.bot.action.custom;

import java.time.InstantSource;
import java.util.List;
import nightshift.bot.host.Commands;
import nightshift.config.Settings;
import nightshift.engine.action.ActionKind;
import nightshift.engine.port.Probe;

/** The commands that the operator declared, as actions and probes. */
public final class CustomFamily {

  private final List<Settings.CustomAction> declared;
  private final Commands commands = new Commands();
  private final InstantSource clock;

  /**
   * @param declared the actions of the configuration
   */
  public CustomFamily(List<Settings.CustomAction> declared, InstantSource clock) {
    this.declared = List.copyOf(declared);
    this.clock = clock;
  }

  /** One kind for each. */
  public List<ActionKind<?>> actions() {
    return declared.stream().<ActionKind<?>>map(a -> new CustomKind(a, commands)).toList();
  }

  /** One probe, of the action's name, for each that declares {@code verify}. */
  public List<Probe> probes() {
    return declared.stream()
        .filter(a -> !a.verify().isEmpty())
        .<Probe>map(a -> new CustomCheck(a, commands, clock))
        .toList();
  }
}

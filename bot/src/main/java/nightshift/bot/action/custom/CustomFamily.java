package nightshift.bot.action.custom;

import java.time.InstantSource;
import java.util.List;
import nightshift.bot.host.Machines;
import nightshift.config.CustomAction;
import nightshift.engine.action.ActionKind;
import nightshift.engine.port.Probe;

/** The commands that the operator declared, as actions and probes. */
public final class CustomFamily {

  private final List<CustomAction> declared;
  private final Machines machines;
  private final ValueMarks marks;
  private final InstantSource clock;

  /**
   * @param declared the actions of the configuration
   * @param machines where they can run
   * @param marks stand for the values of their environments in what people approve
   */
  public CustomFamily(
      List<CustomAction> declared, Machines machines, ValueMarks marks, InstantSource clock) {
    this.declared = List.copyOf(declared);
    this.machines = machines;
    this.marks = marks;
    this.clock = clock;
  }

  /** One kind for each. */
  public List<ActionKind<?>> actions() {
    return declared.stream().<ActionKind<?>>map(a -> new CustomKind(a, machines, marks)).toList();
  }

  /** One probe, of the action's name, for each that declares {@code verify}. */
  public List<Probe> probes() {
    return declared.stream()
        .filter(a -> !a.verify().isEmpty())
        .<Probe>map(a -> new CustomCheck(a, machines, clock))
        .toList();
  }
}

package nightshift.bot.action.custom;

import java.util.Optional;
import nightshift.bot.host.Machines;
import nightshift.config.CustomAction;
import nightshift.engine.diagnosis.Target;

/** Where a custom action runs: where its declaration says, or else where the target is. */
final class Placing {

  private Placing() {}

  /** The place; empty when the inventory has no such machine. */
  static Optional<Prepared.Place> of(CustomAction action, Machines machines, Target target) {
    return action
        .host()
        .map(machines::named)
        .orElseGet(() -> machines.place(target).map(Machines.Place::machine))
        .map(machine -> new Prepared.Place(machine, action.user()));
  }

  static String nowhere(Target target) {
    return "no host of the configuration that has ssh is meant by " + target;
  }
}

package nightshift.bot.action.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.Command.Ending;
import nightshift.bot.host.Machines;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.Programs;
import nightshift.bot.host.systemd.Systemd;
import nightshift.bot.host.systemd.UnitFacts;
import nightshift.bot.host.systemd.UnitNames;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.Target;

/**
 * What every service action goes through: it gets a unit only if that is allowed, and for a deed
 * only if it is still defined as it was when it was approved.
 */
final class ServiceDoor {

  /** How long one order to systemd may take; its own limit for a start is 90 s. */
  static final Duration ORDER = Duration.ofMinutes(2);

  private final Machines machines;
  private final AllowedUnits units;

  ServiceDoor(Machines machines, AllowedUnits units) {
    this.machines = machines;
    this.units = units;
  }

  /** The unit as it is now, if it may be touched and can run. */
  Seen look(Target target) throws ActionException, InterruptedException {
    Machines.Place place = place(target);
    String unit =
        UnitNames.full(place.name())
            .orElseThrow(() -> refused("acting on " + target + ": this is no name of a unit"));
    boolean here = place.machine().name().equals(Machines.LOCAL);
    Optional<String> refusal = units.refusal(unit, here);
    if (refusal.isPresent()) {
      throw refused(refusal.get());
    }
    try {
      UnitFacts facts = Systemd.show(place.machine(), unit);
      if (!facts.loaded()) {
        throw refused(unloaded(unit, facts));
      }
      // An alias would pass the lists and locks under one name and be acted on under another.
      if (!facts.id().equals(unit)) {
        throw refused(unit + " is another name of " + facts.id() + "; plans go by that one");
      }
      return new Seen(place.machine(), facts, Systemd.definition(place.machine(), facts.id()));
    } catch (ProgramTrouble e) {
      throw e.refusal();
    }
  }

  /** The same, if it is defined as it was approved; nothing is touched if not. */
  Seen approved(ActionContext ctx) throws ActionException, InterruptedException {
    Seen now = look(ctx.target());
    Optional<String> other = otherThan(ctx.objects(), now);
    if (other.isPresent()) {
      throw refused(other.get() + "; nothing was touched");
    }
    return now;
  }

  /** The unit of an undo, if it is still the one that was acted on. */
  Seen again(Before before, ActionContext ctx) throws ActionException, InterruptedException {
    Seen now = look(ctx.target());
    if (!now.definition().equals(before.definition())) {
      throw refused(
          "service " + now.shown() + " was defined anew since; there is nothing to put back");
    }
    return now;
  }

  /** Says how the unit is another one than was approved. */
  Optional<String> drift(ActionContext ctx) throws ActionException, InterruptedException {
    return otherThan(ctx.objects(), look(ctx.target()));
  }

  /** The risk of touching it: high where others depend on it. */
  Risk risk(Risk floor, Seen seen) {
    return units.vital(seen.facts().id()) ? Risk.HIGH.atLeast(floor) : floor;
  }

  /** Gives an order and looks what came of it. */
  ActionResult order(Seen seen, String verb, String did)
      throws ActionException, InterruptedException {
    Ending end = ordered(seen, verb);
    String what = did + " service " + seen.shown();
    if (end.exitCode() != 0) {
      return new ActionResult(
          false,
          "%s: systemctl %s ended with exit code %d%s"
              .formatted(what, verb, end.exitCode(), Programs.said(end)),
          end.output(),
          end.exitCode());
    }
    return came(seen, what, end);
  }

  // A simple service counts as started once its process was made, even if that dies at once: one
  // look tells the quickest deaths, and verification the others.
  private static ActionResult came(Seen seen, String what, Ending end)
      throws ActionException, InterruptedException {
    try {
      UnitFacts now = Systemd.show(seen.machine(), seen.facts().id());
      boolean dead = now.failed() || now.sub().equals("auto-restart");
      return new ActionResult(
          !dead,
          what + (dead ? ", but it ended again at once: " : ": ") + now.shown(),
          end.output(),
          end.exitCode());
    } catch (ProgramTrouble e) {
      throw new ActionException(Effect.PARTIAL, what + ", and then: " + e.getMessage());
    }
  }

  private static Ending ordered(Seen seen, String verb)
      throws ActionException, InterruptedException {
    try {
      return Systemd.order(seen.machine(), verb, seen.facts().id(), ORDER);
    } catch (ProgramTrouble e) {
      Effect effect = e.kind() == ProgramTrouble.Kind.NO_ANSWER ? Effect.UNKNOWN : Effect.NONE;
      throw new ActionException(effect, String.valueOf(e.getMessage()));
    }
  }

  private Machines.Place place(Target target) throws ActionException {
    if (!target.kind().equals("service")) {
      throw refused("acting on " + target + ": this is no service");
    }
    return machines
        .place(target)
        .orElseThrow(
            () -> refused("acting on " + target + ": the inventory has no machine of this name"));
  }

  private static String unloaded(String unit, UnitFacts facts) {
    return switch (facts.load()) {
      case "masked" ->
          "service \"" + unit + "\" is masked; systemctl unmask is for a person to decide";
      case "not-found" -> "there is no service \"" + unit + "\"";
      default -> "service \"" + unit + "\" cannot be run: its definition is " + facts.load();
    };
  }

  private static Optional<String> otherThan(List<String> objects, Seen now) {
    if (objects.contains(now.line())) {
      return Optional.empty();
    }
    return Optional.of(
        objects.isEmpty()
            ? "service " + now.shown() + " is not what was approved"
            : "the definition of service " + now.shown() + " changed since the approval");
  }

  private static ActionException refused(String why) {
    return new ActionException(Effect.NONE, why);
  }
}

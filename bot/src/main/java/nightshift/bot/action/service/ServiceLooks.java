package nightshift.bot.action.service;

import nightshift.bot.host.Machine;
import nightshift.bot.host.Machines;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.systemd.Systemd;
import nightshift.bot.host.systemd.UnitFacts;
import nightshift.bot.host.systemd.UnitNames;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.ProbeException.Kind;
import nightshift.engine.diagnosis.Target;

/** What the service probes share: looking at the unit, or saying why it cannot be seen. */
final class ServiceLooks {

  private final Machines machines;
  private final AllowedUnits units;

  ServiceLooks(Machines machines, AllowedUnits units) {
    this.machines = machines;
    this.units = units;
  }

  /** A unit that may be looked at, as it is now. */
  record Unit(Machine machine, UnitFacts facts) {}

  /** Finds it by its target. */
  Unit find(Target target) throws ProbeException, InterruptedException {
    if (!target.kind().equals("service")) {
      throw nowhere(target, "this is no service");
    }
    Machines.Place place =
        machines
            .place(target)
            .orElseThrow(() -> nowhere(target, "the inventory has no machine of this name"));
    String unit =
        UnitNames.full(place.name())
            .orElseThrow(() -> nowhere(target, "this is no name of a unit"));
    String hidden = units.hidden(unit).orElse("");
    if (!hidden.isEmpty()) {
      throw new ProbeException(Kind.NO_SUCH_TARGET, hidden);
    }
    return new Unit(place.machine(), facts(target, place.machine(), unit));
  }

  private static UnitFacts facts(Target target, Machine machine, String unit)
      throws ProbeException, InterruptedException {
    UnitFacts facts;
    try {
      facts = Systemd.show(machine, unit);
    } catch (ProgramTrouble e) {
      throw blind(e);
    }
    // An allowed name would otherwise show a unit that is not allowed.
    if (!facts.id().equals(unit)) {
      throw nowhere(target, unit + " is another name of " + facts.id() + "; use that one");
    }
    return facts;
  }

  static ProbeException blind(ProgramTrouble e) {
    return new ProbeException(Kind.UNREACHABLE, String.valueOf(e.getMessage()));
  }

  private static ProbeException nowhere(Target target, String why) {
    return new ProbeException(Kind.NO_SUCH_TARGET, "looking at " + target + ": " + why);
  }
}

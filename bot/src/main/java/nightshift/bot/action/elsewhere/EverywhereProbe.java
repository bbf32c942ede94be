package nightshift.bot.action.elsewhere;

import java.util.Map;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;
import org.jspecify.annotations.Nullable;

/** A probe that asks the one of the target's machine. */
final class EverywhereProbe implements Probe {

  private final String name;
  private final Map<String, Probe> byHost;

  EverywhereProbe(String name, Map<String, Probe> byHost) {
    this.name = name;
    this.byHost = Map.copyOf(byHost);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    Address at = Address.of(target);
    @Nullable Probe there = byHost.get(at.host());
    if (there == null) {
      throw new ProbeException(
          ProbeException.Kind.NO_SUCH_TARGET, "looking at " + at.unknown(target));
    }
    try {
      Reading r = there.read(at.there());
      return new Reading(
          r.probe(), target, r.healthy(), r.value(), r.steady(), r.facts(), r.lines(), r.at());
    } catch (ProbeException e) {
      throw new ProbeException(e.kind(), e.getMessage() + at.shown());
    }
  }
}

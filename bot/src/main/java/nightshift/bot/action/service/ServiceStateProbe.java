package nightshift.bot.action.service;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.systemd.UnitFacts;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code service.state}: good when the unit is active, or is a one-shot that ended well. Its
 * restart count and invocation must hold still while a fix settles.
 */
final class ServiceStateProbe implements Probe {

  private final ServiceLooks looks;
  private final InstantSource clock;

  ServiceStateProbe(ServiceLooks looks, InstantSource clock) {
    this.looks = looks;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "service.state";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    return reading(target, looks.find(target).facts());
  }

  private Reading reading(Target target, UnitFacts u) {
    Map<String, String> steady =
        Map.of("invocation", u.invocation(), "restarts", String.valueOf(u.restarts()));
    return new Reading(name(), target, u.well(), null, steady, facts(u), lines(u), clock.instant());
  }

  private static Map<String, Object> facts(UnitFacts u) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("unit", u.id());
    facts.put("load_state", u.load());
    facts.put("active_state", u.active());
    facts.put("sub_state", u.sub());
    facts.put("result", u.result());
    facts.put("exit_code", u.killed() ? 0L : (long) u.exitCode());
    facts.put("signal", u.killed() ? (long) u.exitCode() : 0L);
    facts.put("restart_count", u.restarts());
    facts.put("definition_stale", u.stale());
    return facts;
  }

  private static List<String> lines(UnitFacts u) {
    List<String> lines = new ArrayList<>();
    lines.add(u.id() + " is " + u.shown());
    if (!u.since().isEmpty()) {
      lines.add("last became active on " + u.since());
    }
    lines.add("restarted " + u.restarts() + " times by systemd");
    if (u.stale()) {
      lines.add("its files changed since systemd read them (systemctl daemon-reload)");
    }
    return lines;
  }
}

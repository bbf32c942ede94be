package nightshift.bot.action.network;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.Machines;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.net.IpTool;
import nightshift.bot.host.net.Link;
import nightshift.bot.host.net.Route;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code net.interfaces}: good when the interface (for {@code network:host}: any but loopback) is
 * up and has an address.
 */
final class InterfacesProbe implements Probe {

  private static final int SHOWN = 20;

  private final Machines machines;
  private final InstantSource clock;

  InterfacesProbe(Machines machines, InstantSource clock) {
    this.machines = machines;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "net.interfaces";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    NetworkSite site = NetworkSite.seen(machines, target);
    try {
      List<Link> links =
          IpTool.links(site.machine()).stream().filter(l -> site.covers(l.name())).toList();
      if (links.isEmpty() && site.device().isPresent()) {
        throw new ProbeException(ProbeException.Kind.NO_SUCH_TARGET, "there is no " + site.shown());
      }
      return reading(target, links, IpTool.routes(site.machine()));
    } catch (ProgramTrouble e) {
      throw NetworkSite.blind(e);
    }
  }

  private Reading reading(Target target, List<Link> links, List<Route> routes) {
    long up = links.stream().filter(Link::up).count();
    long addressed = links.stream().filter(l -> l.up() && l.addressed()).count();
    long ways = routes.stream().filter(Route::leadsOut).count();
    Map<String, Object> facts = new HashMap<>();
    facts.put("interfaces", (long) links.size());
    facts.put("interfaces_up", up);
    facts.put("interfaces_addressed", addressed);
    facts.put("default_routes", ways);
    List<String> lines = new ArrayList<>();
    links.stream().limit(SHOWN).forEach(l -> lines.add(l.shown()));
    routes.stream().filter(r -> !r.byKernel()).limit(SHOWN).forEach(r -> lines.add(r.shown()));
    Map<String, String> steady = new HashMap<>();
    links.forEach(l -> steady.put(l.name(), l.index() + " " + l.state()));
    return new Reading(name(), target, addressed > 0, null, steady, facts, lines, clock.instant());
  }
}

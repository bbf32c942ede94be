package nightshift.bot.action.network;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.Machines;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.net.Gateway;
import nightshift.bot.host.net.IpTool;
import nightshift.bot.host.net.Route;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code net.gateway}: good when there is a default route, over the interface where one is meant,
 * and its gateway answers: a ping, or at least the link.
 */
final class GatewayProbe implements Probe {

  // Each look may take seconds; four are more ways out than a machine has.
  private static final int MOST = 4;

  private final Machines machines;
  private final InstantSource clock;

  GatewayProbe(Machines machines, InstantSource clock) {
    this.machines = machines;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "net.gateway";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    NetworkSite site = NetworkSite.seen(machines, target);
    try {
      List<Gateway> gateways = new ArrayList<>();
      for (Route route : IpTool.routes(site.machine())) {
        if (route.leadsOut() && site.covers(route.device()) && gateways.size() < MOST) {
          gateways.add(Gateway.look(site.machine(), route));
        }
      }
      return reading(target, site, gateways);
    } catch (ProgramTrouble e) {
      throw NetworkSite.blind(e);
    }
  }

  private Reading reading(Target target, NetworkSite site, List<Gateway> gateways) {
    long answering = gateways.stream().filter(Gateway::answers).count();
    Map<String, Object> facts = new HashMap<>();
    facts.put("gateways", (long) gateways.size());
    facts.put("gateways_answering", answering);
    List<String> lines = new ArrayList<>();
    if (gateways.isEmpty()) {
      lines.add(
          "there is no default route" + site.device().map(d -> " over " + d).orElse(""));
    } else {
      facts.put("gateway", gateways.getFirst().route().gateway());
      facts.put("gateway_device", gateways.getFirst().route().device());
    }
    gateways.forEach(g -> lines.add(g.shown()));
    return new Reading(
        name(), target, answering > 0, null, Map.of(), facts, lines, clock.instant());
  }
}

package nightshift.bot.action.network;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
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
 * and the gateway of the one that is used answers: a ping, or at least the link.
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
      // As the kernel chooses: the lowest metric wins, and among equals the first.
      List<Route> ways =
          IpTool.routes(site.machine()).stream()
              .filter(r -> r.leadsOut() && site.covers(r.device()))
              .sorted(Comparator.comparingInt(Route::version).thenComparingLong(Route::metric))
              .limit(MOST)
              .toList();
      List<Gateway> gateways = new ArrayList<>();
      for (Route way : ways) {
        gateways.add(Gateway.look(site.machine(), way));
      }
      return reading(target, site, gateways);
    } catch (ProgramTrouble e) {
      throw NetworkSite.blind(e);
    }
  }

  private Reading reading(Target target, NetworkSite site, List<Gateway> gateways) {
    boolean answers = !gateways.isEmpty() && gateways.getFirst().answers();
    Map<String, Object> facts = new HashMap<>();
    facts.put("gateways", (long) gateways.size());
    facts.put("gateway_answers", answers);
    List<String> lines = new ArrayList<>();
    if (gateways.isEmpty()) {
      lines.add("there is no default route" + site.device().map(d -> " over " + d).orElse(""));
    } else {
      facts.put("gateway", gateways.getFirst().route().gateway());
      facts.put("gateway_device", gateways.getFirst().route().device());
    }
    gateways.forEach(g -> lines.add(g.shown()));
    return new Reading(name(), target, answers, null, Map.of(), facts, lines, clock.instant());
  }
}

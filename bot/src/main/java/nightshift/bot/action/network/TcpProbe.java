package nightshift.bot.action.network;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nightshift.bot.host.Machines;
import nightshift.bot.host.net.Knock;
import nightshift.bot.host.net.Knock.Came;
import nightshift.config.NetworkSettings;
import nightshift.config.NetworkSettings.Endpoint;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code net.tcp}: good when every configured endpoint takes a connection. Knocks from this machine
 * only.
 */
final class TcpProbe implements Probe {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Map<String, Endpoint> endpoints;
  private final Machines machines;
  private final InstantSource clock;

  TcpProbe(NetworkSettings settings, Machines machines, InstantSource clock) {
    this.endpoints = new TreeMap<>(settings.endpoints());
    this.machines = machines;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "net.tcp";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    if (!NetworkSite.seen(machines, target).here()) {
      throw none(target, "connections are made from this machine only");
    }
    if (endpoints.isEmpty()) {
      throw none(target, "network.endpoints names none");
    }
    List<String> names = new ArrayList<>(endpoints.keySet());
    List<Asking.Question<Knock>> questions = new ArrayList<>();
    endpoints.forEach((name, to) -> questions.add(() -> Knock.at(to, PATIENCE)));
    return reading(target, names, Asking.all(questions));
  }

  private Reading reading(Target target, List<String> names, List<Knock> knocks) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("tcp_endpoints", (long) knocks.size());
    for (Came came : Came.values()) {
      long count = knocks.stream().filter(k -> k.came() == came).count();
      facts.put("tcp_" + came.word().replace('-', '_'), count);
    }
    facts.put("tcp_hosts", knocks.stream().map(k -> k.to().host()).distinct().count());
    facts.put("tcp_host_partly_shut", partly(knocks));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < knocks.size(); i++) {
      lines.add(names.get(i) + " (" + knocks.get(i).to() + "): " + knocks.get(i).detail());
    }
    boolean good = knocks.stream().allMatch(k -> k.came() == Came.OPEN);
    return new Reading(name(), target, good, null, Map.of(), facts, lines, clock.instant());
  }

  /** Whether a host that takes or refuses connections on one port is out of reach on another. */
  private static boolean partly(List<Knock> knocks) {
    return knocks.stream()
        // A firewall that forbids says what a router says that knows no way.
        .filter(k -> k.came() == Came.SILENT || k.came() == Came.NO_WAY)
        .anyMatch(shut ->
            knocks.stream()
                .anyMatch(k ->
                    k.to().host().equals(shut.to().host())
                        && (k.came() == Came.OPEN || k.came() == Came.REFUSED)));
  }

  private static ProbeException none(Target target, String why) {
    return new ProbeException(
        ProbeException.Kind.NO_SUCH_TARGET, "knocking for " + target + ": " + why);
  }
}

package nightshift.bot.action.network;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.Machines;
import nightshift.bot.host.net.DnsAnswer;
import nightshift.config.NetworkSettings;
import nightshift.config.NetworkSettings.Endpoint;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code net.dns}: asks each name server directly, one by one. Good when every one of them answers
 * every question; a machine whose first name server is dead works, but slowly. Asks from this
 * machine only.
 */
final class DnsProbe implements Probe {

  private static final int MOST_SERVERS = 4;
  private static final int MOST_NAMES = 4;

  private final NetworkSettings settings;
  private final Machines machines;
  private final InstantSource clock;

  DnsProbe(NetworkSettings settings, Machines machines, InstantSource clock) {
    this.settings = settings;
    this.machines = machines;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "net.dns";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    if (!NetworkSite.seen(machines, target).here()) {
      throw new ProbeException(
          ProbeException.Kind.NO_SUCH_TARGET,
          "asking name servers for " + target + ": they are asked from this machine only");
    }
    List<Endpoint> servers =
        settings.nameservers().isEmpty() ? DnsAnswer.usualServers() : settings.nameservers();
    List<String> names = settings.lookups().isEmpty() ? List.of("") : settings.lookups();
    List<Asking.Question<DnsAnswer>> questions = new ArrayList<>();
    for (Endpoint server : servers.stream().limit(MOST_SERVERS).toList()) {
      for (String name : names.stream().limit(MOST_NAMES).toList()) {
        questions.add(() -> DnsAnswer.ask(server, name));
      }
    }
    return reading(target, servers, Asking.all(questions));
  }

  private Reading reading(Target target, List<Endpoint> servers, List<DnsAnswer> answers) {
    long asked = answers.stream().map(DnsAnswer::server).distinct().count();
    long answering =
        answers.stream().filter(DnsAnswer::answered).map(DnsAnswer::server).distinct().count();
    boolean good = !answers.isEmpty() && answers.stream().allMatch(DnsAnswer::good);
    boolean first =
        !servers.isEmpty()
            && answers.stream()
                .anyMatch(a -> a.server().equals(servers.getFirst()) && a.answered());
    Map<String, Object> facts = new HashMap<>();
    facts.put("dns_servers", asked);
    facts.put("dns_answering", answering);
    facts.put("dns_first_answers", first);
    facts.put("dns_wrong", answers.stream().filter(a -> a.answered() && !a.good()).count());
    List<String> lines =
        answers.isEmpty()
            ? List.of("no name server is configured")
            : answers.stream().map(DnsAnswer::shown).toList();
    return new Reading(name(), target, good, null, Map.of(), facts, lines, clock.instant());
  }
}

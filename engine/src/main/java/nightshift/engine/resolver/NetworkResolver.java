package nightshift.engine.resolver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.alert.Alert;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.Evidence;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Verify;
import nightshift.engine.port.Resolver;

/**
 * Tells name servers from routes, routes from firewalls, and those from others who are down. It
 * goes outwards from the machine: the nearest thing that is broken is the cause, because everything
 * behind it looks broken too.
 */
public final class NetworkResolver implements Resolver {

  private static final String INTERFACES = "net.interfaces";
  private static final String GATEWAY = "net.gateway";
  private static final String DNS = "net.dns";
  private static final String TCP = "net.tcp";
  private static final String LISTENING = "net.listening";

  private static final Verify VERIFY =
      new Verify(
          GATEWAY, null, null, Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofHours(1));

  @Override
  public String kind() {
    return "network";
  }

  @Override
  public List<String> probes() {
    return List.of(INTERFACES, GATEWAY, DNS, TCP, LISTENING);
  }

  @Override
  public Optional<Verify> verify() {
    return Optional.of(VERIFY);
  }

  @Override
  public Diagnosis diagnose(
      Alert alert, Target target, List<Reading> readings, List<ProbeException> failures) {
    Map<String, Object> facts = new HashMap<>();
    readings.forEach(r -> facts.putAll(r.facts()));
    String cause = cause(facts);
    return new Diagnosis(cause, summary(target, cause, facts, failures), evidence(readings), facts);
  }

  private static String cause(Map<String, Object> facts) {
    return near(facts).or(() -> names(facts)).or(() -> far(facts)).orElseGet(() -> open(facts));
  }

  /** What is wrong up to the gateway. */
  private static Optional<String> near(Map<String, Object> facts) {
    if (seen(facts, "interfaces") && number(facts, "interfaces_up") == 0) {
      return Optional.of("interface_down");
    }
    if (seen(facts, "interfaces") && number(facts, "interfaces_addressed") == 0) {
      return Optional.of("no_address");
    }
    if (seen(facts, "gateways") && number(facts, "gateways") == 0) {
      return Optional.of("no_route");
    }
    if (Boolean.FALSE.equals(facts.get("gateway_answers"))) {
      // A gateway that answers nobody and yet passes everything on is no trouble.
      boolean through = number(facts, "tcp_open") > 0;
      return through ? Optional.empty() : Optional.of("gateway_unreachable");
    }
    return Optional.empty();
  }

  /** What is wrong with name servers. */
  private static Optional<String> names(Map<String, Object> facts) {
    if (!seen(facts, "dns_servers")) {
      return Optional.empty();
    }
    long servers = number(facts, "dns_servers");
    long answering = number(facts, "dns_answering");
    if (servers == 0 || answering == 0) {
      return Optional.of("dns_dead");
    }
    if (answering < servers) {
      return Optional.of("dns_partly_dead");
    }
    return number(facts, "dns_wrong") > 0 ? Optional.of("dns_wrong") : Optional.empty();
  }

  /** What is wrong behind the gateway. */
  private static Optional<String> far(Map<String, Object> facts) {
    long all = number(facts, "tcp_endpoints");
    long open = number(facts, "tcp_open");
    if (all == 0 || open == all) {
      return Optional.empty();
    }
    // A host that talks on one port and is out of reach on another is there: something is between.
    if (Boolean.TRUE.equals(facts.get("tcp_host_partly_shut"))) {
      return Optional.of("firewall");
    }
    // Of one host that answers nothing at all, nobody can tell from here whether it is down or shut
    // off; of several at once, something that they have in common is more likely.
    boolean alone = number(facts, "tcp_hosts") == 1;
    boolean way = alone && Boolean.TRUE.equals(facts.get("gateway_answers"));
    if (number(facts, "tcp_no_way") > 0 && open == 0 && !way) {
      return Optional.of("no_route");
    }
    if (number(facts, "tcp_silent") == all && all > 1 && !alone) {
      return Optional.of("firewall");
    }
    return Optional.of("remote_down");
  }

  private static String open(Map<String, Object> facts) {
    return number(facts, "listening_unlisted") > 0 ? "port_exposed" : Diagnosis.UNKNOWN;
  }

  private static List<Evidence> evidence(List<Reading> readings) {
    List<Evidence> evidence = new ArrayList<>();
    // What is bad first; of what is good a few lines are enough.
    readings.stream().filter(r -> !r.healthy()).forEach(r -> evidence.add(r.evidence()));
    readings.stream()
        .filter(Reading::healthy)
        .filter(r -> !r.lines().isEmpty())
        .forEach(r -> evidence.add(new Evidence(r.probe(), few(r.lines()))));
    return evidence;
  }

  private static List<String> few(List<String> lines) {
    return lines.subList(0, Math.min(5, lines.size()));
  }

  private static String summary(
      Target target, String cause, Map<String, Object> facts, List<ProbeException> failures) {
    StringBuilder text = new StringBuilder("Network \"" + target.name() + "\": ");
    text.append(facts.isEmpty() ? "it could not be looked at" : said(cause, facts)).append('.');
    // An endpoint list that nobody wrote is no failure worth a sentence beside a clear cause.
    if (facts.isEmpty() || cause.equals(Diagnosis.UNKNOWN)) {
      Seen.sentences(failures).forEach(said -> text.append(' ').append(said));
    }
    return text.toString();
  }

  private static String said(String cause, Map<String, Object> facts) {
    return switch (cause) {
      case "interface_down" -> "it is down";
      case "no_address" -> "it is up, but has no address";
      case "no_route" -> "there is no way out: no default route, or one that leads nowhere";
      case "gateway_unreachable" -> "the gateway " + facts.get("gateway") + " does not answer";
      case "dns_dead" -> "no name server answers";
      case "dns_partly_dead" ->
          "only %d of %d name servers answer"
              .formatted(number(facts, "dns_answering"), number(facts, "dns_servers"));
      case "dns_wrong" -> "name servers answer, but do not know what they should";
      case "firewall" ->
          "something swallows or forbids connections on their way: %d of %d endpoints are out of reach"
              .formatted(
                  number(facts, "tcp_silent") + number(facts, "tcp_no_way"),
                  number(facts, "tcp_endpoints"));
      case "remote_down" ->
          "the trouble is with others: %d of %d endpoints take connections"
              .formatted(number(facts, "tcp_open"), number(facts, "tcp_endpoints"));
      case "port_exposed" ->
          "%d sockets are open to others that network.open does not list"
              .formatted(number(facts, "listening_unlisted"));
      default -> "nothing is wrong that can be seen from here";
    };
  }

  private static boolean seen(Map<String, Object> facts, String key) {
    return facts.containsKey(key);
  }

  private static long number(Map<String, Object> facts, String key) {
    return facts.get(key) instanceof Number n ? n.longValue() : 0;
  }
}

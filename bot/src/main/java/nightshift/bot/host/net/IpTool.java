package nightshift.bot.host.net;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightshift.bot.host.Command.Ending;
import nightshift.bot.host.Machine;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.Programs;

/** Asks {@code ip} and {@code ping} of a machine. Only looks. */
public final class IpTool {

  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private IpTool() {}

  /** Every interface. */
  public static List<Link> links(Machine machine) throws ProgramTrouble, InterruptedException {
    List<Link> out = new ArrayList<>();
    for (JsonNode node : ask(machine, "looking at interfaces", "address", "show")) {
      out.add(Link.of(node));
    }
    return out;
  }

  /** Every route of the main table, of both families. */
  public static List<Route> routes(Machine machine) throws ProgramTrouble, InterruptedException {
    List<Route> out = new ArrayList<>();
    for (int version : new int[] {4, 6}) {
      for (JsonNode node :
          ask(machine, "looking at routes", "-" + version, "route", "show", "table", "main")) {
        out.add(Route.of(node, version));
      }
    }
    return out;
  }

  /**
   * Whether the kernel itself acts on what routers announce; where it does not, such as with
   * systemd-networkd and NetworkManager, a program does.
   */
  public static boolean heedsRouters(Machine machine, String device)
      throws ProgramTrouble, InterruptedException {
    try {
      String path = "/proc/sys/net/ipv6/conf/" + device + "/accept_ra";
      String said =
          Programs.output(machine, "looking who heeds routers", LOOK, List.of("cat", path));
      return !said.strip().equals("0");
    } catch (ProgramTrouble e) {
      if (e.kind() == ProgramTrouble.Kind.REFUSED) {
        // There is no IPv6.
        return true;
      }
      throw e;
    }
  }

  /** What the machine takes for its own, and what is near, by any table of routes. */
  static Neighbours neighbours(Machine machine) throws ProgramTrouble, InterruptedException {
    List<String> ours = new ArrayList<>();
    Set<String> outward = new HashSet<>();
    for (int version : new int[] {4, 6}) {
      String family = "-" + version;
      for (JsonNode node :
          ask(machine, "looking at all routes", family, "route", "show", "table", "all")) {
        String type = node.path("type").asText("");
        String to = node.path("dst").asText("");
        if (type.equals("local") || type.equals("anycast")) {
          ours.add(!to.equals("default") ? to : version == 4 ? "0.0.0.0/0" : "::/0");
        }
        if (node.has("gateway") || !node.path("protocol").asText("").equals("kernel")) {
          outward.add(node.path("dev").asText(""));
        }
        node.path("nexthops").forEach(hop -> outward.add(hop.path("dev").asText("")));
      }
    }
    return Neighbours.of(
        ours, links(machine).stream().filter(l -> !outward.contains(l.name())).toList());
  }

  /**
   * What the kernel knows of a neighbour: {@code REACHABLE}, {@code STALE}, {@code FAILED}, …;
   * empty when it knows nothing.
   */
  public static String neighbour(Machine machine, String address, String device)
      throws ProgramTrouble, InterruptedException {
    JsonNode found =
        ask(machine, "looking for " + address, "neigh", "show", "to", address, "dev", device);
    return found.path(0).path("state").path(0).asText("");
  }

  /** Whether an address answers one ping within two seconds; empty where there is no ping. */
  public static Optional<Boolean> ping(Machine machine, String address, String device)
      throws ProgramTrouble, InterruptedException {
    try {
      Ending end =
          Programs.run(
              machine,
              "knocking at " + address,
              LOOK,
              List.of("ping", "-n", "-q", "-c", "1", "-W", "2", "-I", device, address));
      // 1: no answer; 2 and more: ping itself could not, for want of a right or a route.
      return end.exitCode() > 1 ? Optional.empty() : Optional.of(end.exitCode() == 0);
    } catch (ProgramTrouble e) {
      if (e.kind() == ProgramTrouble.Kind.MISSING) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static JsonNode ask(Machine machine, String doing, String... args)
      throws ProgramTrouble, InterruptedException {
    List<String> argv = new ArrayList<>(List.of("ip", "-json"));
    argv.addAll(List.of(args));
    String said = Programs.output(machine, doing, LOOK, argv);
    try {
      return said.isBlank() ? JSON.createArrayNode() : JSON.readTree(said);
    } catch (JsonProcessingException e) {
      throw new ProgramTrouble(
          ProgramTrouble.Kind.REFUSED,
          doing + " on " + machine.name() + ": \"ip\" gave no JSON; iproute2 5 or newer is needed");
    }
  }
}

package nightshift.bot.host.net;

import java.util.Optional;
import nightshift.bot.host.Machine;
import nightshift.bot.host.ProgramTrouble;

/**
 * How the way out of a machine is.
 *
 * @param route the default route
 * @param pinged whether the gateway answered a ping; empty where there is no ping
 * @param neighbour what the kernel knows of it on the link
 */
public record Gateway(Route route, Optional<Boolean> pinged, String neighbour) {

  /** Looks at the gateway of a default route. */
  public static Gateway look(Machine machine, Route route)
      throws ProgramTrouble, InterruptedException {
    if (route.gateway().isEmpty()) {
      return new Gateway(route, Optional.empty(), "");
    }
    // The ping first: it makes the kernel look for its neighbour.
    Optional<Boolean> pinged = IpTool.ping(machine, route.gateway(), route.device());
    return new Gateway(route, pinged, IpTool.neighbour(machine, route.gateway(), route.device()));
  }

  /**
   * Whether it is there. Many gateways answer no ping; that the link knows them is enough. A route
   * without a gateway (a tunnel) has nobody to ask.
   */
  public boolean answers() {
    if (route.gateway().isEmpty() || pinged.orElse(false)) {
      return true;
    }
    return switch (neighbour) {
      case "REACHABLE", "PERMANENT", "NOARP" -> true;
      // Known some time ago: believed only where nothing could be asked now.
      case "STALE", "DELAY", "PROBE" -> pinged.isEmpty();
      default -> false;
    };
  }

  /** How it is, in one line. */
  public String shown() {
    String ping =
        pinged.map(p -> p ? "answers" : "does not answer a ping").orElse("was not pinged");
    return route.gateway().isEmpty()
        ? "default route over " + route.device() + ", without a gateway"
        : "gateway %s on %s %s (link: %s)"
            .formatted(
                route.gateway(),
                route.device(),
                ping,
                neighbour.isEmpty()
                    ? "nobody known"
                    : neighbour.toLowerCase(java.util.Locale.ROOT));
  }
}

package nightshift.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nightshift.engine.alert.Severity;
import nightshift.engine.playbook.Matching;

/**
 * Where on Discord, or on a server that speaks like it, cards are shown.
 *
 * @param token of the bot, in memory only
 * @param guild the only guild whose presses and commands count
 * @param channel where cards go that no route sends elsewhere
 * @param routes the first that fits a plan says where its card goes
 * @param roles a role of ours to the id of the Discord role that is called for it, and that gives
 *     it to configured people
 * @param restUrl with the API's version and a slash at the end
 * @param gatewayUrl {@code wss://…}
 */
public record DiscordSettings(
    String token,
    String guild,
    String channel,
    List<Route> routes,
    Map<String, String> roles,
    URI restUrl,
    URI gatewayUrl) {
  public DiscordSettings {
    routes = List.copyOf(routes);
    roles = Map.copyOf(roles);
  }

  /** Every channel that cards can go to, the usual one first. */
  public List<String> channels() {
    return Stream.concat(Stream.of(channel), routes.stream().map(Route::channel))
        .distinct()
        .toList();
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Discord[guild " + guild + ", channel " + channel + ", " + restUrl + "]";
  }

  /**
   * Which plans have their cards in another channel than the usual one. All that is given must fit.
   *
   * @param channel the id of that channel
   * @param playbooks name globs; empty for any
   * @param severities of the alert; empty for any
   * @param match of the alert; empty for any
   */
  public record Route(
      String channel, List<String> playbooks, List<Severity> severities, Optional<Matching> match) {
    public Route {
      playbooks = List.copyOf(playbooks);
      severities = List.copyOf(severities);
    }
  }
}

package nightshift.bot.action.network;

import java.util.List;
import java.util.Optional;
import nightshift.bot.host.net.Socket;
import nightshift.config.NetworkSettings;
import nightshift.config.NetworkSettings.Port;

/** Which sockets others can reach that the policy does not list. Pure. */
final class Exposed {

  private Exposed() {}

  /** What is open to others and listed nowhere; nothing where there is no policy. */
  static List<Socket> unlisted(List<Socket> sockets, NetworkSettings settings) {
    Optional<List<Port>> open = settings.open();
    if (open.isEmpty()) {
      return List.of();
    }
    return sockets.stream()
        .filter(s -> !s.inside())
        .filter(s -> !open.get().contains(new Port(s.port(), s.protocol())))
        .toList();
  }
}

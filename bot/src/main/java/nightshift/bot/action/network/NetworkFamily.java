package nightshift.bot.action.network;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import nightshift.bot.host.Machines;
import nightshift.config.NetworkSettings;
import nightshift.config.NetworkSettings.Endpoint;
import nightshift.engine.action.ActionKind;
import nightshift.engine.port.Pacer;
import nightshift.engine.port.Probe;

/** Everything about networks that the composition root has to know. */
public final class NetworkFamily {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final NetworkSettings settings;
  private final Machines machines;
  private final List<Endpoint> chat;
  private final InstantSource clock;
  private final Pacer pacer;

  /**
   * @param machines where networks may be
   * @param chat what must still be reached after a change of this machine's network
   * @param clock stamps readings
   * @param pacer waits between looks after a change
   */
  public NetworkFamily(
      NetworkSettings settings,
      Machines machines,
      List<URI> chat,
      InstantSource clock,
      Pacer pacer) {
    this.settings = settings;
    this.machines = machines;
    this.chat =
        chat.stream().filter(u -> u.getHost() != null).map(NetworkFamily::endpoint).toList();
    this.clock = clock;
    this.pacer = pacer;
  }

  private static Endpoint endpoint(URI uri) {
    int usual = "http".equals(uri.getScheme()) ? HTTP : HTTPS;
    return new Endpoint(uri.getHost(), uri.getPort() > 0 ? uri.getPort() : usual);
  }

  /** The looks. */
  public List<Probe> probes() {
    return List.of(
        new InterfacesProbe(machines, clock),
        new GatewayProbe(machines, clock),
        new DnsProbe(settings, machines, clock),
        new TcpProbe(settings, machines, clock),
        new ListeningProbe(settings, machines, clock));
  }

  /** The deeds. */
  public List<ActionKind<?>> actions() {
    NetworkDoor door = new NetworkDoor(settings, machines);
    return List.of(
        new FlushNames(door), new FirewallAudit(door), new RestartNetwork(door, chat, pacer));
  }
}

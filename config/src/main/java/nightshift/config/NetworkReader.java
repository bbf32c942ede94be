package nightshift.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.config.NetworkSettings.Endpoint;
import nightshift.config.NetworkSettings.Port;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;

/** Reads {@code network}: what is asked, what may be open, and what may be restarted. */
final class NetworkReader {

  private static final Duration CONFIRM = Duration.ofSeconds(30);
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST_ENDPOINTS = 32;
  private static final int DNS = 53;

  /** Nothing may be touched, and nothing is asked but what the machine itself uses. */
  static final NetworkSettings NONE =
      new NetworkSettings(
          List.of(), Optional.empty(), CONFIRM, List.of(), List.of(), Map.of(), Optional.empty());

  private static final List<String> KEYS =
      List.of("interfaces", "unit", "confirm", "nameservers", "lookups", "endpoints", "open");
  private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}");
  private static final Pattern UNIT =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:@-]{0,199}\\.service");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");
  private static final Pattern LOOKUP = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
  private static final Pattern ENDPOINT =
      Pattern.compile(
          "(?:\\[([0-9a-fA-F:]{2,39})]|([A-Za-z0-9][A-Za-z0-9.-]{0,252}))(?::(\\d{1,5}))?");
  private static final Pattern PORT = Pattern.compile("(\\d{1,5})(?:/(tcp|udp))?");

  private NetworkReader() {}

  /** The network section. */
  static Optional<NetworkSettings> read(Cursor at) {
    return at.fields(KEYS).map(NetworkReader::network);
  }

  private static NetworkSettings network(Fields f) {
    return new NetworkSettings(
        f.each("interfaces", at -> Scalars.word(at, INTERFACE, "an interface such as eth0")),
        f.read("unit", at -> Scalars.word(at, UNIT, "a unit such as systemd-networkd.service")),
        f.or("confirm", NetworkReader::window, CONFIRM),
        f.each("nameservers", at -> endpoint(at, DNS)),
        f.each("lookups", at -> Scalars.word(at, LOOKUP, "a name such as example.org")),
        endpoints(f),
        f.find("open").map(at -> f.each("open", NetworkReader::port)));
  }

  private static Optional<Duration> window(Cursor at) {
    return Scalars.duration(at)
        .filter(d -> {
          boolean fits = d.compareTo(SHORTEST) >= 0 && d.compareTo(LONGEST) <= 0;
          if (!fits) {
            at.error("must be between 5s and 10m");
          }
          return fits;
        });
  }

  private static Map<String, Endpoint> endpoints(Fields f) {
    Map<String, Endpoint> out = new LinkedHashMap<>();
    f.read("endpoints", Cursor::entries)
        .ifPresent(all ->
            all.forEach((name, at) -> {
              if (!NAME.matcher(name).matches()) {
                at.errorAtKey("a name has lower-case letters, digits, dots and dashes");
              }
              if (out.size() == MOST_ENDPOINTS) {
                at.errorAtKey("there are more than " + MOST_ENDPOINTS + " endpoints");
              }
              endpoint(at, 0).ifPresent(e -> out.put(name, e));
            }));
    return Map.copyOf(out);
  }

  private static Optional<Endpoint> endpoint(Cursor at, int usual) {
    return Scalars.text(at)
        .flatMap(text -> {
          Matcher m = ENDPOINT.matcher(text);
          int port = !m.matches() ? 0 : m.group(3) == null ? usual : Integer.parseInt(m.group(3));
          if (port < 1 || port > 65_535) {
            at.error(
                usual == 0
                    ? "must be host:port, such as 192.168.1.1:443"
                    : "must be an address such as 192.168.1.1, with a port if it is not 53");
            return Optional.empty();
          }
          return Optional.of(new Endpoint(m.group(1) == null ? m.group(2) : m.group(1), port));
        });
  }

  private static Optional<Port> port(Cursor at) {
    return Scalars.text(at)
        .flatMap(text -> {
          Matcher m = PORT.matcher(text);
          int number = m.matches() ? Integer.parseInt(m.group(1)) : 0;
          if (number < 1 || number > 65_535) {
            at.error("must be a port such as 443 or 53/udp");
            return Optional.empty();
          }
          return Optional.of(new Port(number, m.group(2) == null ? "tcp" : m.group(2)));
        });
  }
}

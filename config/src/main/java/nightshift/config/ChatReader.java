package nightshift.config;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nightshift.config.match.MatchReader;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;
import nightshift.engine.alert.Severity;
import nightshift.engine.playbook.Matching;

/** Reads {@code chat}: the rooms beside the web room. */
final class ChatReader {

  private static final List<String> ROOMS = List.of("discord", "matrix");
  private static final List<String> DISCORD =
      List.of(
          "token_file",
          "token",
          "guild",
          "channel",
          "channels",
          "roles",
          "rest_url",
          "gateway_url");
  private static final List<String> ROUTE = List.of("channel", "playbooks", "severity", "match");
  private static final Pattern PLAYBOOK = Pattern.compile("[a-z0-9.*?_-]{1,100}");
  private static final Pattern SNOWFLAKE = Pattern.compile("\\d{15,20}");
  private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9_-]*");
  private static final String ID = "a numeric id in quotes, such as \"111111111111111111\"";
  private static final URI REST = URI.create("https://discord.com/api/v10/");
  private static final URI GATEWAY = URI.create("wss://gateway.discord.gg/");

  private ChatReader() {}

  /** The whole section, if the file has it. */
  static Optional<Fields> rooms(Fields settings) {
    return settings.read("chat", at -> at.fields(ROOMS));
  }

  /** The Discord room, if {@code chat} has one. */
  static Optional<DiscordSettings> discord(Fields chat) {
    return chat.read("discord", at -> at.fields(DISCORD)).flatMap(ChatReader::room);
  }

  private static Optional<DiscordSettings> room(Fields f) {
    Optional<String> token = Secrets.read(f, "token");
    if (f.find("token").isEmpty() && f.find("token_file").isEmpty()) {
      f.self().error("\"token_file\" is missing; write for example token_file: /etc/discord.token");
    }
    Optional<String> guild = f.need("guild", ChatReader::snowflake, "\"111111111111111111\"");
    Optional<String> channel = f.need("channel", ChatReader::snowflake, "\"222222222222222222\"");
    List<DiscordSettings.Route> routes =
        f.each("channels", at -> at.fields(ROUTE).flatMap(ChatReader::route));
    Map<String, String> roles = roles(f);
    URI rest = f.or("rest_url", Addresses::url, REST);
    URI gateway =
        f.or(
            "gateway_url",
            at -> Addresses.uri(at, List.of("ws", "wss"), "wss://gateway.discord.gg"),
            GATEWAY);
    if (token.isEmpty() || guild.isEmpty() || channel.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new DiscordSettings(
            token.get(), guild.get(), channel.get(), routes, roles, slashed(rest), gateway));
  }

  private static Optional<DiscordSettings.Route> route(Fields f) {
    Optional<String> channel = f.need("channel", ChatReader::snowflake, "\"333333333333333333\"");
    List<String> playbooks =
        f.each("playbooks", at -> Scalars.word(at, PLAYBOOK, "a playbook, such as disk-*"));
    List<Severity> severities = f.each("severity", at -> Scalars.choice(at, Severity.class));
    Optional<Matching> match = f.read("match", MatchReader::all);
    if (f.all().size() < 2) {
      f.self().error("needs playbooks, severity or match: which plans go to this channel?");
    }
    return channel.map(c -> new DiscordSettings.Route(c, playbooks, severities, match));
  }

  private static Map<String, String> roles(Fields f) {
    Map<String, String> out = new LinkedHashMap<>();
    f.read("roles", Cursor::entries)
        .ifPresent(all ->
            all.forEach((role, at) -> {
              if (!ROLE.matcher(role).matches()) {
                at.errorAtKey("must be a role such as oncall");
              }
              snowflake(at).ifPresent(id -> out.put(role, id));
            }));
    return out;
  }

  private static Optional<String> snowflake(Cursor at) {
    return Scalars.word(at, SNOWFLAKE, ID);
  }

  private static URI slashed(URI rest) {
    return rest.toString().endsWith("/") ? rest : URI.create(rest + "/");
  }
}

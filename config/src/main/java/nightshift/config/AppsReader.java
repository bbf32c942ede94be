package nightshift.config;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;

/** Reads {@code apps}: applications with an HTTP interface, by name. */
final class AppsReader {

  private static final List<String> KEYS =
      List.of(
          "kind",
          "url",
          "api_key",
          "api_key_file",
          "username",
          "password",
          "password_file",
          "container",
          "service");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
  private static final Pattern CONTAINER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
  private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@:-]{0,200}");
  private static final int SHORTEST_PASSWORD = 6;

  private AppsReader() {}

  /** The applications of the file. */
  static Map<String, AppSettings> read(Fields settings) {
    Map<String, AppSettings> out = new LinkedHashMap<>();
    settings
        .read("apps", Cursor::entries)
        .ifPresent(all ->
            all.forEach((name, at) -> {
              if (!NAME.matcher(name).matches()) {
                at.errorAtKey("a name has lower-case letters, digits, dots and dashes");
              }
              at.fields(KEYS).flatMap(f -> app(name, f)).ifPresent(app -> out.put(name, app));
            }));
    return Map.copyOf(out);
  }

  private static Optional<AppSettings> app(String name, Fields f) {
    Optional<AppSettings.Kind> kind =
        f.need("kind", at -> Scalars.choice(at, AppSettings.Kind.class), "sonarr");
    Optional<URI> url = f.need("url", Addresses::url, "http://127.0.0.1:8989");
    Optional<String> key = Secrets.read(f, "api_key");
    Optional<String> user = f.read("username", Scalars::text);
    Optional<String> password = Secrets.read(f, "password", SHORTEST_PASSWORD);
    Optional<String> container =
        f.read("container", at -> Scalars.word(at, CONTAINER, "a container's name"));
    Optional<String> service =
        f.read("service", at -> Scalars.word(at, UNIT, "a unit such as qbittorrent-nox"));
    if (kind.isEmpty() || url.isEmpty()) {
      return Optional.empty();
    }
    checkLogin(f, kind.get());
    if (container.isPresent() && service.isPresent()) {
      f.self().error("write either container or service, not both");
    }
    URI base = url.get().toString().endsWith("/") ? url.get() : URI.create(url.get() + "/");
    return Optional.of(
        new AppSettings(name, kind.get(), base, key, user, password, container, service));
  }

  private static void checkLogin(Fields f, AppSettings.Kind kind) {
    boolean key = f.find("api_key").isPresent() || f.find("api_key_file").isPresent();
    boolean password = f.find("password").isPresent() || f.find("password_file").isPresent();
    if (kind.takesKey() && !key) {
      f.self()
          .error(
              "\"api_key_file\" is missing; write for example api_key_file: /etc/nightshift/key");
    }
    if (kind.takesKey() && (password || f.find("username").isPresent())) {
      f.self().error(kind.word() + " takes an api_key_file, no username and password");
    }
    if (!kind.takesKey() && key) {
      f.self().error(kind.word() + " takes a username and a password_file, no api_key");
    }
    if (password != f.find("username").isPresent()) {
      f.self().error("username and password_file belong together");
    }
  }
}

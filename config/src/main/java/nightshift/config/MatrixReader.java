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

/** Reads {@code chat.matrix}. */
final class MatrixReader {

  private static final List<String> KEYS =
      List.of("homeserver", "token_file", "token", "room", "power_levels");
  // With the server's name up to room version 11, without it from 12 on.
  private static final Pattern ROOM =
      Pattern.compile("![A-Za-z0-9._=/+~-]{1,200}(:[A-Za-z0-9.\\[\\]:-]{1,200})?");
  private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9_-]*");
  private static final int LONGEST = 255;
  private static final int MOST_POWER = 1_000_000;

  private MatrixReader() {}

  /** The Matrix room, if {@code chat} has one. */
  static Optional<MatrixSettings> matrix(Fields chat) {
    return chat.read("matrix", at -> at.fields(KEYS)).flatMap(MatrixReader::room);
  }

  private static Optional<MatrixSettings> room(Fields f) {
    Optional<String> token = Secrets.read(f, "token");
    if (f.find("token").isEmpty() && f.find("token_file").isEmpty()) {
      f.self().error("\"token_file\" is missing; write for example token_file: /etc/matrix.token");
    }
    Optional<URI> homeserver =
        f.need("homeserver", MatrixReader::address, "https://matrix.example.org");
    Optional<String> room = f.need("room", MatrixReader::id, "\"!abcdef:example.org\"");
    Map<String, Integer> powers = powers(f);
    if (token.isEmpty() || homeserver.isEmpty() || room.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new MatrixSettings(token.get(), homeserver.get(), room.get(), powers));
  }

  private static Optional<URI> address(Cursor at) {
    return Addresses.url(at)
        .map(uri -> {
          if ("http".equals(uri.getScheme()) && !Addresses.loopback(uri.getHost())) {
            at.warning("the token goes to " + uri.getHost() + " readable for everybody between");
          }
          return URI.create(uri.toString().replaceAll("/+$", ""));
        });
  }

  private static Optional<String> id(Cursor at) {
    return Scalars.text(at)
        .filter(id -> {
          boolean good = id.length() <= LONGEST && ROOM.matcher(id).matches();
          if (!good) {
            at.error(
                id.startsWith("#")
                    ? "must be the room's id, which begins with \"!\"; an alias can be moved to"
                        + " another room (clients show the id under the room's advanced settings)"
                    : "must be a room id such as \"!abcdef:example.org\"");
          }
          return good;
        });
  }

  private static Map<String, Integer> powers(Fields f) {
    Map<String, Integer> out = new LinkedHashMap<>();
    f.read("power_levels", Cursor::entries)
        .ifPresent(all ->
            all.forEach((role, at) -> {
              if (!ROLE.matcher(role).matches()) {
                at.errorAtKey("must be a role such as oncall");
              }
              // Everybody in the room has 0: that would be no list at all.
              Scalars.whole(at, 1, MOST_POWER).ifPresent(level -> out.put(role, level));
            }));
    return out;
  }
}

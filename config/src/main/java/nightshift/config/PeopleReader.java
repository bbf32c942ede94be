package nightshift.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;

/** Reads {@code people}. Each name, identity and token belongs to one of them only. */
final class PeopleReader {

  private static final List<String> KEYS =
      List.of("name", "roles", "discord", "matrix", "token_file", "token", "hmac_file", "hmac");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9_-]*");
  private static final Pattern SNOWFLAKE = Pattern.compile("\\d{15,20}");
  private static final Pattern MXID =
      Pattern.compile("@[A-Za-z0-9._=/+-]{1,200}:[A-Za-z0-9.\\[\\]:-]{1,200}");

  private final Map<String, String> taken = new HashMap<>();

  /** Everybody. */
  List<Settings.Member> read(Fields settings) {
    return settings.each("people", at -> at.fields(KEYS).flatMap(this::member));
  }

  private Optional<Settings.Member> member(Fields f) {
    Optional<String> name =
        f.need("name", at -> Scalars.word(at, NAME, "a name such as alice"), "alice")
            .filter(n -> free(f, "name", n, n));
    List<String> roles = f.each("roles", at -> Scalars.word(at, ROLE, "a role such as oncall"));
    Map<String, String> identities = new LinkedHashMap<>();
    identity(f, "discord", SNOWFLAKE, "a numeric user id in quotes")
        .ifPresent(id -> identities.put("discord", id));
    identity(f, "matrix", MXID, "a user id such as @alice:example.org")
        .ifPresent(id -> identities.put("matrix", id));
    Optional<String> hash = Secrets.hash(f, "token");
    Optional<String> hmac = Secrets.read(f, "hmac");
    name.ifPresent(n -> identities.forEach((platform, id) -> free(f, platform, id, n)));
    hash.ifPresent(h -> free(f, f.find("token").isPresent() ? "token" : "token_file", h, ""));
    return name.map(n -> new Settings.Member(n, roles, Map.copyOf(identities), hash, hmac));
  }

  private static Optional<String> identity(Fields f, String platform, Pattern form, String what) {
    return f.read(
        platform,
        at ->
            Scalars.text(at)
                .filter(id -> {
                  boolean good = id.length() <= 255 && form.matcher(id).matches();
                  if (!good) {
                    at.error("must be " + what);
                  }
                  return good;
                }));
  }

  private boolean free(Fields f, String key, String value, String owner) {
    String first = taken.putIfAbsent(key.replace("_file", "") + " " + value, owner);
    if (first != null) {
      f.find(key)
          .ifPresent(at -> at.error("belongs to another person already; each has their own"));
    }
    return first == null;
  }
}

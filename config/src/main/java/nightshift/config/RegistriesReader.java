package nightshift.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;

/** Reads {@code docker.registries}: how to log in where images are pulled from, by host. */
final class RegistriesReader {

  private static final List<String> KEYS = List.of("username", "password", "password_file");
  private static final Pattern HOST = Pattern.compile("[a-z0-9][a-z0-9.-]{0,252}(:[0-9]{1,5})?");
  // The other names of Docker Hub; images from there bear none of them.
  private static final Pattern HUB =
      Pattern.compile("(index|registry|registry-1|hub|www)\\.docker\\.(io|com)");
  // No colon: it ends the name when both are sent. No control characters.
  private static final Pattern USER = Pattern.compile("[^:\\p{Cntrl}]{1,255}");
  // Tokens of some clouds are whole documents.
  private static final int LONGEST = 8_192;

  private RegistriesReader() {}

  /** Every log-in of the section, by the registry's host as it stands in images' names. */
  static Optional<Map<String, RegistryLogin>> read(Cursor section) {
    Map<String, RegistryLogin> out = new LinkedHashMap<>();
    section
        .entries()
        .ifPresent(all ->
            all.forEach((host, at) -> {
              if (HUB.matcher(host).matches()) {
                at.errorAtKey("is Docker Hub, whose images are of docker.io; write docker.io");
              } else if (!HOST.matcher(host).matches()) {
                at.errorAtKey(
                    "must be a registry's host as in images' names, such as ghcr.io or"
                        + " registry.lan:5000");
              }
              at.fields(KEYS)
                  .flatMap(RegistriesReader::login)
                  .ifPresent(login -> out.put(host, login));
            }));
    return Optional.of(Map.copyOf(out));
  }

  private static Optional<RegistryLogin> login(Fields f) {
    Optional<String> user = f.need("username", RegistriesReader::user, "nightshift");
    Optional<String> password = Secrets.read(f, "password", 1, LONGEST);
    if (f.find("password").isEmpty() && f.find("password_file").isEmpty()) {
      f.self()
          .error(
              "\"password_file\" is missing; write for example password_file:"
                  + " /run/secrets/registry");
    }
    return user.isEmpty() || password.isEmpty()
        ? Optional.empty()
        : Optional.of(new RegistryLogin(user.get(), password.get()));
  }

  private static Optional<String> user(Cursor at) {
    return Scalars.text(at)
        .filter(name -> {
          boolean good = USER.matcher(name).matches();
          if (!good) {
            at.error("must be a user's name of at most 255 characters, without a colon");
          }
          return good;
        });
  }
}

package nightshift.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;

/** Reads {@code http}: where to listen. */
final class HttpReader {

  /** Loopback only. */
  static final Settings.Http USUAL = new Settings.Http("127.0.0.1", 3100, Optional.empty());

  private static final List<String> KEYS = List.of("listen", "public_url");
  private static final Pattern LISTEN =
      Pattern.compile("(?:\\[([0-9a-fA-F:]{2,39})]|([A-Za-z0-9][A-Za-z0-9.-]{0,252})):(\\d{1,5})");

  private record Address(String host, int port) {}

  private HttpReader() {}

  /** Where to listen. Beyond loopback somebody must be able to log in. */
  static Settings.Http read(Fields settings, List<Settings.Member> people) {
    return settings.read("http", at -> at.fields(KEYS)).map(f -> http(f, people)).orElse(USUAL);
  }

  private static Settings.Http http(Fields f, List<Settings.Member> people) {
    Address usual = new Address(USUAL.host(), USUAL.port());
    Address address = f.or("listen", HttpReader::address, usual);
    boolean guarded = people.stream().anyMatch(m -> m.tokenHash().isPresent());
    if (!Addresses.loopback(address.host()) && !guarded) {
      f.find("listen")
          .ifPresent(at ->
              at.error(
                  "others can reach "
                      + address.host()
                      + ", and no person has a token; give one a token_file, or listen on 127.0.0.1"));
    }
    return new Settings.Http(address.host(), address.port(), f.read("public_url", Addresses::url));
  }

  private static Optional<Address> address(Cursor at) {
    return Scalars.text(at)
        .flatMap(text -> {
          Matcher m = LISTEN.matcher(text);
          if (!m.matches() || Integer.parseInt(m.group(3)) > 65_535) {
            at.error("must be host:port, such as 127.0.0.1:3100 or 0.0.0.0:3100");
            return Optional.empty();
          }
          String host = m.group(1) == null ? m.group(2) : m.group(1);
          return Optional.of(new Address(host, Integer.parseInt(m.group(3))));
        });
  }
}

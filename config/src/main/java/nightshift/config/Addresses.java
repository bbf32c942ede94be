package nightshift.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Scalars;

/** Reads URLs and host names. Nothing here asks the network. */
final class Addresses {

  private Addresses() {}

  /** An {@code http} or {@code https} URL without user information. */
  static Optional<URI> url(Cursor at) {
    return uri(at, List.of("http", "https"), "https://nightshift.example.org")
        .filter(uri -> {
          boolean good = uri.getHost() != null && uri.getUserInfo() == null;
          if (!good) {
            at.error("must be a URL with a host and without a password in it");
          }
          return good;
        });
  }

  /** A URI with one of these schemes. */
  static Optional<URI> uri(Cursor at, List<String> schemes, String example) {
    return Scalars.text(at)
        .flatMap(text -> {
          try {
            URI uri = new URI(text);
            if (uri.getScheme() != null && schemes.contains(uri.getScheme())) {
              return Optional.of(uri);
            }
          } catch (URISyntaxException e) {
            // Falls to the one message below: where in the URI it stopped helps nobody.
          }
          at.error("must be a URL (" + String.join(", ", schemes) + "), such as " + example);
          return Optional.empty();
        });
  }

  /** Whether only this machine can reach it, as far as the name alone says. */
  static boolean loopback(String host) {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
  }
}

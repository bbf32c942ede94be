package nightshift.bot.host.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nightshift.bot.host.docker.DockerTrouble.Kind;
import nightshift.config.RegistryLogin;
import nightshift.engine.alert.Redaction;
import nightshift.engine.alert.Text;

/**
 * Has the engine ask registries for images, with the log-in that the configuration has for each.
 * The engine is given it with each request and does not keep it.
 *
 * @param logins by the hosts of registries
 */
record Registries(DockerLink link, Map<String, RegistryLogin> logins) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HUB = "docker.io";
  private static final int LONGEST = 300;
  // Engines pass on a registry's words, and seldom its status.
  private static final Pattern LOGIN =
      Pattern.compile(
          "(?i)unauthorized|forbidden|(?<!permission )denied|authentication required"
              + "|no basic auth credentials|docker login");
  // The engine writes the user's name into the address that it gets tokens from.
  private static final Pattern QUERY = Pattern.compile("\\?[^\\s\"']*+");

  Registries {
    logins = Map.copyOf(logins);
  }

  /** What the engine is asked, with further headers. */
  @FunctionalInterface
  interface Asked<T> {
    T of(Raw raw, Map<String, String> headers) throws Exception;
  }

  /**
   * Asks for an image.
   *
   * @param image by its name, which says which registry it is of
   * @throws DockerTrouble of kind {@code REFUSED} when the registry wants another log-in; the
   *     message says what to do, and no secret
   */
  <T> T ask(String doing, String image, Duration deadline, Asked<T> asked)
      throws DockerTrouble, InterruptedException {
    String host = host(image);
    Optional<RegistryLogin> login = Optional.ofNullable(logins.get(host));
    Map<String, String> headers =
        login.map(l -> Map.of("X-Registry-Auth", header(host, l))).orElse(Map.of());
    return link.raw(
        doing,
        deadline,
        raw -> {
          try {
            return asked.of(raw, headers);
          } catch (DockerException e) {
            throw refused(doing, host, login, e);
          }
        });
  }

  /** The registry's host in an image's name; without one, it is of Docker Hub. */
  static String host(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    String lower = first.toLowerCase(Locale.ROOT);
    // Docker takes a capital letter for a host's, too: no repository may have one.
    boolean host =
        first.contains(".")
            || first.contains(":")
            || first.equals("localhost")
            || !first.equals(lower);
    return host && !lower.equals("index." + HUB) ? lower : HUB;
  }

  private static String header(String host, RegistryLogin login) {
    Map<String, String> fields =
        Map.of(
            "username", login.username(),
            "password", login.password(),
            "serveraddress", host.equals(HUB) ? "https://index.docker.io/v1/" : host);
    try {
      return Base64.getUrlEncoder().encodeToString(JSON.writeValueAsBytes(fields));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Exception refused(
      String doing, String host, Optional<RegistryLogin> login, DockerException e) {
    String words = bare(String.valueOf(e.getMessage()), login);
    int status = e.getHttpStatus();
    if (status == 401 || status == 403 || LOGIN.matcher(words).find()) {
      String why =
          login.isPresent()
              ? host
                  + " does not take the log-in of the configuration, or does not give it this"
                  + " image; correct docker.registries"
              : host
                  + " does not give it to anybody without a log-in, or has no such image; add a"
                  + " log-in for "
                  + host
                  + " under docker.registries";
      return new DockerTrouble(
          Kind.REFUSED, doing + ": " + why + " (" + Text.line(Redaction.of(words), LONGEST) + ")");
    }
    return status == 404 ? new NotFoundException(words) : new DockerException(words, status);
  }

  /** Others' words, in which a registry may repeat what it was shown. */
  private static String bare(String said, Optional<RegistryLogin> login) {
    String words = QUERY.matcher(Troubles.bare(said)).replaceAll("");
    if (login.isEmpty()) {
      return words;
    }
    String user = login.get().username();
    String password = login.get().password();
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return words
        .replace(Base64.getEncoder().encodeToString(both), "[redacted]")
        .replace(password, "[redacted]")
        .replaceAll("(?<![A-Za-z0-9])" + Pattern.quote(user) + "(?![A-Za-z0-9])", "[redacted]");
  }
}

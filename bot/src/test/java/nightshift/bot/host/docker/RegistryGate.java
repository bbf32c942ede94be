package nightshift.bot.host.docker;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who is let into a registry. Where somebody is not, it repeats what it was shown, as no registry
 * should.
 */
public final class RegistryGate {

  private static final String TOKENS = "/token";
  private static final Pattern IMAGE = Pattern.compile("/v2/([a-z0-9-]+)/.*");
  private static final Pattern SCOPE =
      Pattern.compile("(?:^|&)scope=repository(?:%3A|:)([a-z0-9-]+)(?:%3A|:)");

  /** How a registry is logged in to. */
  public enum Way {
    /** Name and password with each request. */
    BASIC,
    /** A token for one image, which another address gives for name and password. */
    BEARER
  }

  /** What it answers instead of the registry. */
  record Answer(int status, byte[] body) {}

  private final Optional<Way> way;
  private final String basic;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();
  private final List<String> shown = new CopyOnWriteArrayList<>();

  private RegistryGate(Optional<Way> way, String user, String password) {
    this.way = way;
    this.basic = "Basic " + encoded(user + ":" + password);
  }

  static RegistryGate open() {
    return new RegistryGate(Optional.empty(), "", "");
  }

  /** Lets in those who have this name and password. */
  public static RegistryGate of(Way way, String user, String password) {
    return new RegistryGate(Optional.of(way), user, password);
  }

  /** Every {@code Authorization} that anybody has shown. */
  public List<String> shown() {
    return List.copyOf(shown);
  }

  Optional<Answer> instead(HttpExchange exchange, String host) {
    if (way.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> given =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
    given.ifPresent(shown::add);
    return switch (way.get()) {
      case BASIC ->
          given.filter(basic::equals).isPresent()
              ? Optional.empty()
              : Optional.of(refused(exchange, given, "Basic realm=\"registry\""));
      case BEARER ->
          exchange.getRequestURI().getPath().equals(TOKENS)
              ? Optional.of(token(exchange, given))
              : bearer(exchange, given, host);
    };
  }

  private Answer token(HttpExchange exchange, Optional<String> given) {
    if (given.filter(basic::equals).isEmpty()) {
      return refused(exchange, given, "Basic realm=\"tokens\"");
    }
    String token = UUID.randomUUID().toString();
    Matcher scope = SCOPE.matcher(String.valueOf(exchange.getRequestURI().getRawQuery()));
    tokens.put("Bearer " + token, scope.find() ? scope.group(1) : "");
    return new Answer(200, "{\"token\":\"%s\",\"expires_in\":300}".formatted(token).getBytes());
  }

  private Optional<Answer> bearer(HttpExchange exchange, Optional<String> given, String host) {
    Matcher image = IMAGE.matcher(exchange.getRequestURI().getPath());
    String wanted = image.matches() ? image.group(1) : "";
    // Anybody with a token may ask which version the registry speaks.
    boolean in =
        given.map(tokens::get).filter(of -> wanted.isEmpty() || of.equals(wanted)).isPresent();
    String scope = wanted.isEmpty() ? "" : ",scope=\"repository:%s:pull\"".formatted(wanted);
    String challenge =
        "Bearer realm=\"https://%s%s\",service=\"%s\"%s".formatted(host, TOKENS, host, scope);
    return in ? Optional.empty() : Optional.of(refused(exchange, given, challenge));
  }

  private static Answer refused(HttpExchange exchange, Optional<String> given, String challenge) {
    exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
    String said = given.map(g -> g + " is " + decoded(g)).orElse("nobody");
    return new Answer(
        401,
        "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"%s is not let in\"}]}"
            .formatted(said)
            .getBytes());
  }

  private static String decoded(String header) {
    return header.startsWith("Basic ")
        ? new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8)
        : header;
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}

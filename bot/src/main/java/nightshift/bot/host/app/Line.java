package nightshift.bot.host.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import nightshift.bot.host.http.CallTrouble;
import nightshift.bot.host.http.Calls;
import nightshift.bot.host.http.Calls.Body;
import nightshift.bot.host.http.Calls.Call;
import nightshift.config.AppSettings;

/** The way to one application: its address and what every call carries along. */
final class Line {

  static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String JSON = "application/json";

  private final Calls calls;
  private final AppSettings app;
  private final Map<String, String> headers;

  /**
   * @param headers of every call; the key is among them
   */
  Line(Calls calls, AppSettings app, Map<String, String> headers) {
    this.calls = calls;
    this.app = app;
    this.headers = Map.copyOf(headers);
  }

  /** The same application with other headers. */
  Line with(Map<String, String> other) {
    return new Line(calls, app, other);
  }

  String name() {
    return app.name();
  }

  Calls calls() {
    return calls;
  }

  /** A call with these query parameters, in their order. */
  Call call(
      String doing, String method, String path, Map<String, String> query, Optional<Body> body) {
    // "+" for a space is a form's way; in an address not every server takes it for one.
    String q = query.isEmpty() ? "" : "?" + form(query).replace("+", "%20");
    return new Call(
        "\"" + app.name() + "\": " + doing,
        method,
        URI.create(app.url() + path + q),
        headers,
        body,
        PATIENCE);
  }

  Call get(String doing, String path, Map<String, String> query) {
    return call(doing, "GET", path, query, Optional.empty());
  }

  Call post(String doing, String path, JsonNode body) {
    return call(doing, "POST", path, Map.of(), Optional.of(new Body(JSON, body.toString())));
  }

  /** Asks for JSON. */
  JsonNode ask(Call call) throws CallTrouble, InterruptedException {
    return Calls.json(call, calls.need(call));
  }

  /** Names and values as in a form. */
  static String form(Map<String, String> values) {
    return values.entrySet().stream()
        .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
        .collect(Collectors.joining("&"));
  }

  static Body formBody(SequencedMap<String, String> values) {
    return new Body("application/x-www-form-urlencoded", form(values));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

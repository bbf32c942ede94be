package nightshift.bot.action.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import nightshift.bot.host.app.Apps;
import nightshift.config.AppSettings;

/**
 * A stand-in for an application's HTTP interface, on the loopback, that remembers every request.
 */
abstract class Loopback implements AutoCloseable {

  static final String KEY = "0123456789abcdef0123456789abcdef";
  static final ObjectMapper JSON = new ObjectMapper();

  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /** One request as it arrived. */
  record Request(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      String body) {

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Map<String, String> form() {
      return pairs(body);
    }
  }

  /** What is answered. */
  record Reply(int status, String body, Map<String, String> headers) {
    static Reply json(JsonNode body) {
      return new Reply(200, body.toString(), Map.of("Content-Type", "application/json"));
    }

    static Reply of(int status, String body) {
      return new Reply(status, body, Map.of());
    }
  }

  Loopback() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  abstract Reply answer(Request request);

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** An application of this kind at this address, with the right key where it takes one. */
  AppSettings app(String name, AppSettings.Kind kind) {
    return app(name, kind, kind.takesKey() ? KEY : "");
  }

  AppSettings app(String name, AppSettings.Kind kind, String key) {
    return new AppSettings(
        name,
        kind,
        url(),
        key.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(key),
        java.util.Optional.empty(),
        java.util.Optional.empty(),
        java.util.Optional.empty(),
        java.util.Optional.empty());
  }

  static AppDoor door(AppSettings... apps) {
    Map<String, AppSettings> all = new TreeMap<>();
    for (AppSettings app : apps) {
      all.put(app.name(), app);
    }
    return new AppDoor(new Apps(all));
  }

  /** What was asked that is more than a look. */
  List<String> deeds() {
    return requests.stream()
        .filter(r -> !r.method().equals("GET"))
        .map(r -> r.method() + " " + r.path() + " " + r.query() + " " + r.body())
        .toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((k, v) -> headers.put(k, v.getFirst()));
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              pairs(exchange.getRequestURI().getRawQuery()),
              headers,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      Reply reply = answer(request);
      requests.add(request);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  static Map<String, String> pairs(String text) {
    Map<String, String> out = new TreeMap<>();
    if (text != null && !text.isEmpty()) {
      for (String pair : text.split("&")) {
        String[] f = pair.split("=", 2);
        out.put(decoded(f[0]), f.length > 1 ? decoded(f[1]) : "");
      }
    }
    return out;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

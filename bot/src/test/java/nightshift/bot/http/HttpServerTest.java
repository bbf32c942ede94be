package nightshift.bot.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightshift.config.Settings;
import nightshift.engine.port.LedgerException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {

  private static final class Samples implements Routes {
    @Override
    public void addTo(JavalinConfig config) {
      config.routes.get("/ok", ctx -> ctx.result("fine"));
      config.routes.get(
          "/bug",
          _ -> {
            throw new IllegalStateException("secret inside");
          });
      config.routes.get(
          "/ledger",
          _ -> {
            throw new LedgerException("disk I/O error at /secret", new IOException());
          });
      config.routes.post("/json", ctx -> ctx.json(Bodies.json(ctx)));
      config.routes.post("/form", ctx -> ctx.result(String.valueOf(ctx.formParam("a"))));
    }
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void start() {
    Settings.Http http = new Settings.Http("127.0.0.1", 0, Optional.empty());
    server = HttpServer.start(http, List.of(new Samples()), Duration.ofMillis(400));
  }

  @AfterEach
  void stop() {
    client.shutdownNow();
    server.close();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode problem(HttpResponse<String> r, int status) throws IOException {
    assertThat(r.statusCode()).as(r.body()).isEqualTo(status);
    assertThat(r.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode body = Json.MAPPER.readTree(r.body());
    assertThat(body.fieldNames())
        .toIterable()
        .contains("type", "title", "status", "detail", "instance");
    assertThat(body.get("status").intValue()).isEqualTo(status);
    assertThat(r.body()).doesNotContain("Exception", "\\tat ", "secret");
    return body;
  }

  @Test
  void every_answer_carries_the_safe_headers() throws Exception {
    for (String path : List.of("/ok", "/none", "/bug", "/%00", "/a%2fb")) {
      var headers = send(to(path)).headers();
      assertThat(headers.firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
      assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
      assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
          .contains("frame-ancestors 'none'");
      assertThat(headers.firstValue("Server")).isEmpty();
    }
  }

  @Test
  void an_unknown_address_is_a_problem() throws Exception {
    assertThat(problem(send(to("/none")), 404).get("instance").textValue()).isEqualTo("/none");
  }

  @Test
  void a_wrong_method_names_the_right_one() throws Exception {
    HttpResponse<String> r = send(to("/ok").DELETE());
    problem(r, 405);
    assertThat(r.headers().firstValue("Allow").orElse("")).contains("GET");
  }

  @Test
  void a_header_does_not_change_the_method() throws Exception {
    HttpRequest.Builder read = to("/ok").header("X-HTTP-Method-Override", "DELETE");
    assertThat(send(read).body()).isEqualTo("fine");
    HttpRequest.Builder form =
        to("/form")
            .header("x-http-method-override", "GET")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("a=kept"));
    assertThat(send(form).body()).isEqualTo("kept");
  }

  @Test
  void a_bug_tells_nothing_but_a_reference() throws Exception {
    assertThat(problem(send(to("/bug")), 500).get("detail").textValue()).contains("reference");
  }

  @Test
  void a_dead_ledger_says_what_to_do() throws Exception {
    HttpResponse<String> r = send(to("/ledger"));
    assertThat(problem(r, 503).get("detail").textValue()).contains("/readyz");
    assertThat(r.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void what_does_not_say_to_be_json_is_refused() throws Exception {
    problem(send(to("/json").POST(BodyPublishers.ofString("{}"))), 415);
    problem(
        send(to("/json").header("Content-Type", "text/plain").POST(BodyPublishers.ofString("{}"))),
        415);
  }

  @Test
  void bad_json_is_refused_with_its_place() throws Exception {
    HttpRequest.Builder json = to("/json").header("Content-Type", "application/json");
    String[] bad = {
      "", "{", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "[1] x", "{'a':1}", "NaN", "[".repeat(2000)
    };
    for (String body : bad) {
      assertThat(
              problem(send(json.copy().POST(BodyPublishers.ofString(body))), 400)
                  .get("detail")
                  .textValue())
          .containsAnyOf("line", "empty", "deep");
    }
    byte[] latin = "{\"a\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(
            problem(send(json.copy().POST(BodyPublishers.ofByteArray(latin))), 400)
                .get("detail")
                .textValue())
        .contains("UTF-8");
  }

  @Test
  void a_body_of_300_kib_is_refused_whether_announced_or_not() throws Exception {
    byte[] large = new byte[300 * 1024];
    HttpRequest.Builder json = to("/json").header("Content-Type", "application/json");
    problem(send(json.copy().POST(BodyPublishers.ofByteArray(large))), 413);
    problem(
        send(
            json.copy()
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)))),
        413);
    HttpRequest.Builder form =
        to("/form").header("Content-Type", "application/x-www-form-urlencoded");
    problem(send(form.copy().POST(BodyPublishers.ofByteArray(large))), 413);
    problem(
        send(
            form.copy()
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)))),
        413);
    assertThat(send(to("/ok")).statusCode()).isEqualTo(200);
  }

  @Test
  void who_sent_too_much_read_a_broken_line_instead_of_the_refusal() throws Exception {
    byte[] large = new byte[1024 * 1024];
    for (int n = 0; n < 50; n++) {
      for (String path : List.of("/json", "/form", "/ok")) {
        HttpRequest.Builder known =
            to(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(large));
        problem(send(known), 413);
      }
      HttpRequest.Builder chunked =
          to("/json")
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)));
      problem(send(chunked), 413);
    }
  }

  @Test
  void headers_that_are_too_large_are_refused() throws Exception {
    problem(send(to("/ok").header("X-Large", "x".repeat(20_000))), 431);
  }

  @Test
  void garbage_instead_of_http_is_a_problem_too() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write("\u0001\u0002 garbage\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }
  }

  @Test
  void who_trickles_the_head_of_a_request_is_cut() throws Exception {
    cut("GET /ok HTTP/1.1\r\nX-Slow: ");
  }

  @Test
  void who_trickles_the_body_of_a_request_is_cut() throws Exception {
    cut(
        "POST /json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n");
  }

  private void cut(String beginning) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(50);
      OutputStream out = socket.getOutputStream();
      out.write(beginning.getBytes(StandardCharsets.US_ASCII));
      long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (System.nanoTime() < deadline && trickles(socket, out)) {}
      assertThat(System.nanoTime()).as("still connected").isLessThan(deadline);
    }
  }

  /** Sends one more byte and waits a moment; false when the server has hung up. */
  private static boolean trickles(Socket socket, OutputStream out) {
    try {
      out.write('x');
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void a_taken_port_is_said_plainly() {
    Settings.Http same = new Settings.Http("127.0.0.1", server.port(), Optional.empty());
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> HttpServer.start(same, List.of()))
        .hasMessageContaining("127.0.0.1:" + server.port())
        .hasMessageContaining("taken");
  }
}

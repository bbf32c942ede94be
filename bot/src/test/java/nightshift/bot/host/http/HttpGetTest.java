package nightshift.bot.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class HttpGetTest {

  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/ok", x -> answer(x, 204, ""));
    server.createContext("/bad", x -> answer(x, 503, "the database is away\nmore"));
    server.createContext(
        "/moved",
        x -> {
          x.getResponseHeaders().add("Location", "/ok");
          answer(x, 302, "");
        });
    server.createContext("/large", x -> answer(x, 200, "x".repeat(5_000_000)));
    server.createContext("/slow", this::neverEnding);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private static void answer(HttpExchange x, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    x.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (var out = x.getResponseBody()) {
      out.write(bytes);
    }
  }

  private void neverEnding(HttpExchange x) throws IOException {
    x.sendResponseHeaders(200, 100);
    x.getResponseBody().write('x');
    x.getResponseBody().flush();
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reading read(String path) throws Exception {
    URI address =
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path + "?key=s3cret");
    try (HttpGet probe = new HttpGet(Map.of("shop", address), CLOCK)) {
      return probe.read(new Target("http", "shop"));
    }
  }

  @Test
  void a_2xx_is_healthy() throws Exception {
    Reading r = read("/ok");

    assertThat(r.healthy()).isTrue();
    assertThat(r.value()).isEqualTo(204.0);
    assertThat(r.steady()).isEmpty();
  }

  @Test
  void a_503_is_not_and_its_first_line_is_shown_but_never_the_address() throws Exception {
    Reading r = read("/bad");

    assertThat(r.healthy()).isFalse();
    assertThat(r.value()).isEqualTo(503.0);
    assertThat(r.lines()).hasSize(2).contains("the database is away");
    assertThat(r.toString()).doesNotContain("s3cret");
  }

  @Test
  void a_redirect_is_not_followed() throws Exception {
    assertThat(read("/moved").value()).isEqualTo(302.0);
    assertThat(read("/moved").healthy()).isFalse();
  }

  @Test
  void a_large_body_is_not_read_to_its_end() throws Exception {
    assertThat(read("/large").healthy()).isTrue();
  }

  @Test
  void a_body_that_never_ends_is_no_answer() throws Exception {
    Reading r = read("/slow");

    assertThat(r.healthy()).isFalse();
    assertThat(r.value()).isNull();
    assertThat(r.lines()).containsExactly("no answer within 3 s");
  }

  @Test
  void nobody_listening_is_no_answer() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (HttpGet probe =
        new HttpGet(Map.of("shop", URI.create("http://127.0.0.1:" + port)), CLOCK)) {
      Reading r = probe.read(new Target("http", "shop"));

      assertThat(r.facts()).containsEntry("answered", false);
      assertThat(r.lines().getFirst()).contains("refused");
    }
  }

  @Test
  void only_declared_endpoints_are_asked() {
    try (HttpGet probe = new HttpGet(Map.of("shop", URI.create("http://127.0.0.1:1")), CLOCK)) {
      assertThatExceptionOfType(ProbeException.class)
          .isThrownBy(() -> probe.read(new Target("http", "shpo")))
          .withMessageContaining("did you mean \"shop\"?");
    }
  }
}

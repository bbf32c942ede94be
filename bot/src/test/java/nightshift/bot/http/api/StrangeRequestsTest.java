package nightshift.bot.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import nightshift.bot.http.api.OpenHouse.Answer;
import nightshift.bot.source.alertmanager.AlertmanagerWebhook;
import nightshift.bot.source.api.AlertRoutes;
import nightshift.engine.contract.Fuzz;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that nobody sends in good faith: none is a server error, none does anything. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StrangeRequestsTest {

  private static final List<String> SEEDS =
      List.of(
          "{\"category\":\"capacity\",\"severity\":\"high\",\"title\":\"t\",\"details\":{\"a\":1.5}}",
          "[{\"fingerprint\":\"f\",\"resolved\":true},{\"id\":\"x\",\"tags\":[\"a\"],\"labels\":{\"b\":\"c\"}}]",
          "{\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"X\"},\"startsAt\":\"2026-11-24T00:00:00Z\"}]}",
          "{\"type\":\"disk_full\",\"poolName\":\"tank\",\"poolUsage\":92}",
          "{\"userId\":\"eve\",\"digest\":\"abcdef\",\"revision\":1,\"reason\":\"r\"}",
          "{\"reason\":\"r\",\"for\":\"2h\"}",
          "{\"fixed\":true,\"reason\":\"r\"}");
  private static final List<String> PIECES = Fuzz.odd("99999999999999999999", "\r\n", "\u202e");
  private static final List<String> PATHS =
      List.of(
          AlertRoutes.PATH,
          AlertmanagerWebhook.PATH,
          AlertRoutes.TEST_PATH,
          OpenHouse.plan(1) + "/approve",
          OpenHouse.plan(1) + "/reject",
          OpenHouse.plan(1) + "/undo",
          OpenHouse.plan(1) + "/retry",
          OpenHouse.plan(1) + "/settle",
          Paths.ROOT + "/pause",
          Paths.ROOT + "/resume",
          Paths.ROOT + "/history?limit=",
          Paths.ROOT + "/plans/");
  private static final List<String> IN_PATHS =
      List.of(
          "/",
          "//",
          "/../",
          "/./",
          "%2e%2e/",
          "%2f",
          "%5c",
          "\\",
          ";x=1",
          "?",
          "&",
          "#",
          "%00",
          "%",
          "%zz",
          "%ff",
          "%c0%ae",
          "0",
          "-1",
          "99999999999999999999",
          "\u00e9",
          "'",
          "\"",
          "<",
          "*");
  private static final List<String> HEADERS =
      List.of(
          "Accept",
          "Accept-Encoding",
          "Cookie",
          "Idempotency-Key",
          "X-CSRF-Token",
          "X-Forwarded-For",
          "X-Nightshift-Signature",
          "X-Nightshift-Timestamp",
          "X-HTTP-Method-Override",
          "Origin",
          "Referer",
          "Sec-Fetch-Site",
          "Range",
          "If-None-Match",
          "HX-Request",
          "X-Odd");
  // Sensors and viewers: whoever gets through by luck still may not decide anything.
  private static final List<String> WHO = List.of("eve", "sensor");

  private final OpenHouse open = new OpenHouse();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void strange_requests_are_no_server_error_and_touch_nothing() throws IOException {
    open.waiting();
    Wire wire = new Wire(open.port());
    Fuzz.each(
        1_000,
        10_000,
        (i, random) -> {
          byte[] request = request(random);
          assertThat(wire.ask(request))
              .as(() -> new String(request, StandardCharsets.UTF_8))
              .isBetween(200, 499);
        });
    wire.close();
    assertThat(open.house.lamp.touched).hasValue(0);
    assertThat(open.house.plans()).hasSize(1);
    assertThat(open.house.plans().getFirst().decision()).isNull();
    assertThat(open.get("alice", "/healthz").status()).isEqualTo(200);
  }

  private static byte[] request(Random random) throws IOException {
    byte[] body = mutated(random);
    String path = PATHS.get(random.nextInt(PATHS.size()));
    boolean reads = path.contains("=") || path.endsWith("/plans/");
    if (random.nextInt(3) == 0) {
      path = "/" + Fuzz.mutated(path.substring(1), random, IN_PATHS).replaceAll("[ -]", "%20");
    }
    String tail = reads ? encoded(PIECES.get(random.nextInt(PIECES.size()))) : "";
    StringBuilder head = new StringBuilder(reads ? "GET " : "POST ");
    head.append(path).append(tail).append(" HTTP/1.1\r\nHost: x\r\n");
    head.append("Authorization: Bearer ").append(WHO.get(random.nextInt(2))).append("\r\n");
    String type = random.nextInt(20) == 0 ? "text/odd; x=\"" : "application/json";
    head.append("Content-Type: ").append(type).append("\r\n");
    for (int n = random.nextInt(4); n > 0; n--) {
      head.append(header(random)).append("\r\n");
    }
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(body);
    return out.toByteArray();
  }

  private static String header(Random random) {
    String name = HEADERS.get(random.nextInt(HEADERS.size()));
    String value =
        switch (random.nextInt(4)) {
          case 0 -> "k y".repeat(random.nextInt(100));
          case 1 -> "\u00e9\t\"" + random.nextLong();
          case 2 -> PIECES.get(random.nextInt(PIECES.size()));
          default -> String.valueOf(random.nextInt());
        };
    // A line feed would begin another header, or the body: that is another request, not another
    // value.
    return name + ": " + value.replaceAll("[\r\n]", " ");
  }

  private static String encoded(String piece) {
    return java.net.URLEncoder.encode(piece, StandardCharsets.UTF_8);
  }

  private static byte[] mutated(Random random) {
    String text = Fuzz.mutated(SEEDS.get(random.nextInt(SEEDS.size())), random, PIECES);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int n = random.nextInt(8) == 0 ? 3 : 0; n > 0 && bytes.length > 0; n--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  @Test
  void deep_nesting_odd_text_and_large_bodies_are_refused_everywhere() {
    byte[] latin = "{\"title\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
    for (String path : PATHS.subList(0, 10)) {
      for (String body : List.of("{", "[".repeat(5_000), "\"", "{\"a\":" + "[".repeat(100))) {
        Answer answer = open.post("alice", path, body);
        assertThat(answer.status()).as(path + " " + body.length()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
      }
      assertThat(open.post("alice", path, latin).status()).as(path).isEqualTo(400);
      assertThat(open.post("alice", path, new byte[300 * 1024]).status()).as(path).isEqualTo(413);
    }
    assertThat(open.house.lamp.touched).hasValue(0);
    assertThat(open.house.plans()).isEmpty();
  }

  /** A connection that can send what a decent client refuses to. */
  private static final class Wire {

    private final int port;
    private Socket socket;

    Wire(int port) throws IOException {
      this.port = port;
      this.socket = connect();
    }

    private Socket connect() throws IOException {
      Socket s = new Socket(InetAddress.getLoopbackAddress(), port);
      s.setSoTimeout(10_000);
      return s;
    }

    /** A server may hang up after an answer whose request it did not read: then ask anew. */
    int ask(byte[] request) throws IOException {
      try {
        return askOnce(request);
      } catch (IOException hungUp) {
        socket.close();
        socket = connect();
        return askOnce(request);
      }
    }

    private int askOnce(byte[] request) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(request);
      out.flush();
      String head = head(socket.getInputStream());
      int status = Integer.parseInt(head.split(" ", 3)[1]);
      socket.getInputStream().readNBytes(length(head));
      if (head.toLowerCase().contains("connection: close")) {
        socket.close();
        socket = connect();
      }
      return status;
    }

    private static String head(InputStream in) throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
        int c = in.read();
        if (c < 0) {
          throw new SocketTimeoutException("hung up after: " + head);
        }
        head.append((char) c);
      }
      return head.toString();
    }

    private static int length(String head) {
      return head.lines()
          .filter(l -> l.toLowerCase().startsWith("content-length:"))
          .mapToInt(l -> Integer.parseInt(l.substring(15).strip()))
          .findFirst()
          .orElse(0);
    }

    void close() throws IOException {
      socket.close();
    }
  }
}

package nightshift.bot.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Presses whose body is absent, or does not say what it is. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BodiesTest {

  private static final String JSON = "Content-Type: application/json\r\n";

  private final OpenHouse open = new OpenHouse();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void a_press_without_a_body_needs_none_though_its_headers_say_json() throws IOException {
    long n = open.waiting();
    // As curl does with -X POST and no -d: neither a length nor a body.
    assertThat(post(OpenHouse.plan(n) + "/approve", JSON + "\r\n")).startsWith("HTTP/1.1 200 ");
    open.house.await(new PlanId(n), PlanState.RESOLVED);
  }

  @Test
  void a_digest_is_not_overlooked_because_its_body_does_not_say_to_be_json() throws IOException {
    long n = open.waiting();
    String body = "{\"digest\":\"0123456789\"}";
    String rest = "Content-Length: " + body.length() + "\r\n\r\n" + body;
    assertThat(post(OpenHouse.plan(n) + "/approve", rest)).startsWith("HTTP/1.1 415 ");
    assertThat(open.house.plan(new PlanId(n)).state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(open.house.lamp.touched).hasValue(0);
  }

  /** POSTs as alice, byte by byte as it stands here; gives the first line of the answer. */
  private String post(String path, String rest) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), open.port())) {
      socket.setSoTimeout(10_000);
      String head = "POST " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice\r\n";
      socket.getOutputStream().write((head + rest).getBytes(StandardCharsets.UTF_8));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
    }
  }
}

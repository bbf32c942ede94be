package nightshift.bot.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nightshift.bot.http.Json;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The WebSocket, with the client of the JDK. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EventsTest {

  /** RFC 6455's registry: close code 1013. */
  private static final int TRY_AGAIN_LATER = 1013;

  private final OpenHouse open = new OpenHouse();

  @AfterEach
  void close() {
    open.close();
  }

  private static final class Listening implements WebSocket.Listener {
    final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        messages.add(part.toString());
        part.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      closed.complete(status);
      return null;
    }

    JsonNode next() throws InterruptedException, IOException {
      String message = messages.poll(20, TimeUnit.SECONDS);
      assertThat(message).as("an event").isNotNull();
      return Json.MAPPER.readTree(message);
    }

    JsonNode until(String event) throws InterruptedException, IOException {
      JsonNode next = next();
      while (!next.path("event").asText().equals(event)) {
        next = next();
      }
      return next.path("data");
    }
  }

  private WebSocket connect(Listening listening, String query, String... headers) {
    WebSocket.Builder builder = open.client().newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    URI uri = URI.create("ws://127.0.0.1:" + open.port() + EventRoutes.PATH + query);
    return builder.buildAsync(uri, listening).join();
  }

  /**
   * How one listener too many is refused: with a status at the door, or, when the others before it
   * were still on their way in, with a close code to the last of all that came in.
   */
  private int refusal(List<Listening> before, String... headers) throws Exception {
    Listening late = new Listening();
    try {
      connect(late, "", headers);
    } catch (CompletionException e) {
      assertThat(e).cause().isInstanceOf(WebSocketHandshakeException.class);
      return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }
    return (Integer)
        CompletableFuture.anyOf(
                Stream.concat(before.stream(), Stream.of(late))
                    .map(l -> l.closed)
                    .toArray(CompletableFuture[]::new))
            .get(20, TimeUnit.SECONDS);
  }

  @Test
  void a_plan_is_announced_when_it_needs_a_person_and_when_it_has_ended() throws Exception {
    Listening eve = new Listening();
    connect(eve, "", "Authorization", "Bearer eve");
    assertThat(eve.next().path("event").textValue()).isEqualTo("ready");
    long n = open.waiting();
    JsonNode asked = eve.until(Events.CONFIRMATION_REQUIRED);
    assertThat(asked.path("number").longValue()).isEqualTo(n);
    assertThat(asked.path("actions").path(0).path("type").textValue()).isEqualTo("lamp.on");
    open.post("alice", OpenHouse.plan(n) + "/approve", "{}");
    open.house.await(new PlanId(n), PlanState.RESOLVED);
    JsonNode done = eve.until(Events.COMPLETED);
    assertThat(done.path("status").textValue()).isEqualTo("completed");
    assertThat(done.path("decision").path("by").textValue()).isEqualTo("alice");
  }

  @Test
  void a_first_message_may_bring_the_token() throws Exception {
    Listening eve = new Listening();
    WebSocket socket = connect(eve, "");
    socket.sendText("{\"token\":\"eve\"}", true).join();
    assertThat(eve.next().path("event").textValue()).isEqualTo("ready");
    long n = open.waiting();
    assertThat(eve.until(Events.CONFIRMATION_REQUIRED).path("number").longValue()).isEqualTo(n);
  }

  @Test
  void a_stranger_hears_nothing_and_is_sent_away() throws Exception {
    List<Listening> strangers = new ArrayList<>();
    for (String hello :
        List.of("{\"token\":\"mallory\"}", "{\"token\":\"sensor\"}", "hello", "{}", "[[[[")) {
      Listening stranger = new Listening();
      connect(stranger, "").sendText(hello, true).join();
      strangers.add(stranger);
    }
    Listening silent = new Listening();
    connect(silent, "");
    strangers.add(silent);
    open.waiting();
    for (Listening s : strangers) {
      assertThat(s.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1008);
      assertThat(s.messages).isEmpty();
    }
  }

  @Test
  void a_wrong_token_in_the_header_is_401_and_one_in_the_address_is_refused() {
    assertThatThrownBy(() -> connect(new Listening(), "", "Authorization", "Bearer mallory"))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> assertThat(e.getResponse().statusCode()).isEqualTo(401));
    assertThatThrownBy(() -> connect(new Listening(), "?token=eve"))
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> assertThat(e.getResponse().statusCode()).isEqualTo(400));
  }

  @Test
  void strangers_who_say_nothing_take_no_place_of_people() throws Exception {
    List<WebSocket> strangers = new ArrayList<>();
    List<Listening> before = new ArrayList<>();
    for (int i = 0; i < EventRoutes.MOST_UNPROVEN; i++) {
      before.add(new Listening());
      strangers.add(connect(before.getLast(), ""));
    }
    assertThat(refusal(before)).isIn(503, TRY_AGAIN_LATER);
    connect(new Listening(), "", "Authorization", "Bearer eve").abort();
    strangers.forEach(WebSocket::abort);
  }

  @Test
  void who_connects_when_all_places_are_taken_is_asked_to_come_later() throws Exception {
    List<WebSocket> all = new ArrayList<>();
    List<Listening> before = new ArrayList<>();
    for (int i = 0; i < EventRoutes.MOST; i++) {
      before.add(new Listening());
      all.add(connect(before.getLast(), "", "Authorization", "Bearer eve"));
    }
    assertThat(refusal(before, "Authorization", "Bearer eve")).isIn(503, TRY_AGAIN_LATER);
    all.forEach(WebSocket::abort);
  }
}

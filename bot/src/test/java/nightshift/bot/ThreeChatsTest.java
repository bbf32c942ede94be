package nightshift.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import nightshift.bot.chat.discord.DiscordStage;
import nightshift.bot.chat.matrix.FakeHomeserver;
import nightshift.bot.cli.Api;
import nightshift.bot.cli.House;
import nightshift.engine.contract.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One plan on Discord, on Matrix and in the web room at once, in the whole house. */
@Tag("journey")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ThreeChatsTest {

  private static final String TOKEN = "a-token-of-24-characters";
  private static final String ALICE = "@alice:test.example";
  private static final String BOB_ON_DISCORD = "333333333333333333";
  private static final String ROOT = "/api/v1/remediation/";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path dir;
  private final DiscordStage discord = new DiscordStage();
  private final FakeHomeserver matrix = new FakeHomeserver();
  private House.Running server;
  private Api api;
  private String cookie = "";

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
    discord.close();
    matrix.close();
  }

  @Test
  void a_reaction_on_matrix_executes_once_and_closes_the_cards_in_all_three() throws Exception {
    asked();
    matrix.react(ALICE, card(), "✅");
    ended("resolved");
    assertThat(lines()).containsExactly("done");
    until(() -> matrixText().contains("Approved by alice (matrix)"));
    until(() -> discord.card().contains("Approved by alice (matrix)"));
    until(() -> page().contains("Approved by alice (matrix)"));
    until(() -> !matrix.seeds(card()).contains("✅"));
    until(() -> !discord.buttons().contains("Approve"));
    assertThat(page()).doesNotContain(">Approve<");
    until(() -> matrixThread().stream().anyMatch(t -> t.contains("What was done")));
    until(() -> discord.thread().stream().anyMatch(t -> t.contains("What was done")));

    String late = discord.press(BOB_ON_DISCORD, "Details");
    until(() -> discord.answer(late).contains("resolved"));
    assertThat(lines()).as("executed once").containsExactly("done");
    assertThat(api.get(ROOT + "audit/verify").path("intact").asBoolean()).isTrue();
  }

  @Test
  void a_rejection_on_discord_closes_the_others_and_a_later_reaction_is_told_who_decided()
      throws Exception {
    asked();
    String press = discord.press(BOB_ON_DISCORD, "Reject");
    until(() -> !discord.window(press).isEmpty());
    discord.reason(BOB_ON_DISCORD, discord.window(press), "not tonight");
    ended("rejected");
    until(() -> matrixText().contains("Rejected by bob (discord)"));
    until(() -> discord.card().contains("Rejected by bob (discord)"));
    matrix.react(ALICE, card(), "✅");
    until(() -> matrixThread().stream().anyMatch(t -> t.contains("was decided by bob (discord)")));
    assertThat(dir.resolve("mark")).doesNotExist();
  }

  @Test
  void presses_in_all_three_at_once_execute_once() throws Exception {
    asked();
    String press = discord.press(BOB_ON_DISCORD, "Approve");
    matrix.react(ALICE, card(), "✅");
    ended("resolved");
    until(() -> !discord.answer(press).isEmpty());
    String decider = plan().toString();
    assertThat(decider.contains("\"discord\"") || decider.contains("\"matrix\"")).isTrue();
    until(() ->
        discord.answer(press).contains("Approved plan")
            || discord.answer(press).contains("was decided by alice (matrix)"));
    assertThat(lines()).containsExactly("done");
  }

  /** An alert came in, and its card is in all three. */
  private void asked() throws Exception {
    matrix.member(ALICE, "join");
    server = Houses.whole(InstantSource.system()).serve(config());
    api = new Api(server.address(), TOKEN);
    logIn();
    until(() -> chats().stream().allMatch(JsonNode::asBoolean));
    api.post(
        "/api/v1/alerts",
        """
        {"source":"test","category":"availability","severity":"high","title":"The mark is missing",
         "message":"nobody sees it","labels":{"alertname":"MarkMissing"}}\
        """
            .getBytes(StandardCharsets.UTF_8));
    until(() -> discord.card().contains("expires"));
    until(() -> matrixText().contains("expires") && matrix.seeds(card()).contains("❌"));
    until(() -> page().contains("Set the mark"));
  }

  private List<JsonNode> chats() {
    JsonNode ready = ready();
    return List.of(ready.at("/parts/chat-discord/ok"), ready.at("/parts/chat-matrix/ok"));
  }

  private JsonNode ready() {
    try {
      return new ObjectMapper().readTree(get("/readyz"));
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode plan() {
    return api.get(ROOT + "history?limit=1").at("/history/0");
  }

  private void ended(String state) {
    until(() -> plan().path("state").asText().equals(state));
  }

  private List<String> lines() throws Exception {
    return Files.readAllLines(dir.resolve("mark"));
  }

  private String card() {
    return matrix.cards().getLast().path("event_id").asText();
  }

  private String matrixText() {
    return matrix.cards().isEmpty() ? "" : matrix.cards().getLast().at("/content/body").asText();
  }

  private List<String> matrixThread() {
    return matrix.thread(card()).stream().map(m -> m.at("/content/body").asText()).toList();
  }

  private Path config() throws Exception {
    Path playbooks = Files.createDirectories(dir.resolve("playbooks"));
    Files.writeString(
        playbooks.resolve("mark.yaml"),
        """
        playbook: mark
        match: ['alertname="MarkMissing"']
        target: "disk:%s"
        confidence: 90
        steps:
          - custom.mark: {}
        verify: { probe: custom.mark, settle: 0s, within: 20s }
        limits: { cooldown: 1s, max: 5/1h, breaker: 3 }
        autonomy: ask
        """
            .formatted(dir));
    Path script = dir.resolve("mark.sh");
    Files.writeString(script, "#!/bin/sh\necho done >> " + dir.resolve("mark") + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    secret("alice.token", TOKEN);
    secret("discord.token", discord.token());
    secret("matrix.token", FakeHomeserver.token());
    return Files.writeString(
        dir.resolve("nightshift.yaml"),
        """
        data: data
        http: { listen: "127.0.0.1:0" }
        playbooks: playbooks
        people:
          - { name: alice, roles: [oncall, admin], matrix: "%s", token_file: alice.token }
          - { name: bob, roles: [oncall], discord: "%s" }
        approval:
          low: { approve: 1, roles: [oncall] }
        actions:
          - name: mark
            description: Set the mark
            argv: ["%s"]
            verify: [/usr/bin/test, -e, "%s"]
            risk: low
        chat:
          discord:
            token_file: discord.token
            guild: "%s"
            channel: "%s"
            rest_url: %s
            gateway_url: %s
          matrix: { homeserver: "%s", token_file: matrix.token, room: "%s" }
        """
            .formatted(
                ALICE,
                BOB_ON_DISCORD,
                script,
                dir.resolve("mark"),
                discord.guild(),
                discord.channel(),
                discord.rest(),
                discord.gateway(),
                matrix.address(),
                FakeHomeserver.ROOM));
  }

  private void secret(String name, String text) throws Exception {
    Path file = Files.writeString(dir.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private void logIn() throws Exception {
    String link = server.loginPath("alice");
    HttpRequest request =
        HttpRequest.newBuilder(at("/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "code=" + link.substring(link.indexOf('=') + 1)))
            .build();
    String set = send(request).headers().firstValue("Set-Cookie").orElseThrow();
    cookie = set.substring(0, set.indexOf(';'));
  }

  private String page() {
    return get("/").replace("&quot;", "\"");
  }

  private String get(String path) {
    return send(HttpRequest.newBuilder(at(path)).header("Cookie", cookie).GET().build()).body();
  }

  private URI at(String path) {
    return server.address().resolve(path);
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void until(BooleanSupplier condition) {
    Await.until(
        PATIENCE,
        () -> {
          boolean so = condition.getAsBoolean();
          if (!so) {
            LockSupport.parkNanos(50_000_000);
          }
          return so;
        });
  }
}

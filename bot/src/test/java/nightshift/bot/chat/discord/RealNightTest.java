package nightshift.bot.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import nightshift.bot.Houses;
import nightshift.bot.Main;
import nightshift.bot.cli.House;
import nightshift.bot.host.docker.Patients;
import nightshift.bot.host.docker.RealDocker;
import nightshift.bot.loopback.discord.Person;
import nightshift.bot.loopback.discord.Shapes;
import nightshift.config.DiscordSettings;
import nightshift.config.Settings;
import nightshift.engine.contract.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole program with its own configuration file, from the alert to the closed card. */
@Tag("journey")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RealNightTest {

  private static final String TOKEN = "a-token-of-24-characters";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path dir;
  private final FakeDiscord discord = new FakeDiscord();
  private final Person alice = new Person(discord, "333000000000000001", "Alice", List.of());

  @AfterEach
  void close() {
    discord.close();
    assertThat(discord.violations()).isEmpty();
  }

  @Test
  @RealDocker
  void an_alert_becomes_a_card_a_press_restarts_a_real_container_and_the_card_closes(
      Patients patients) throws Exception {
    String web = patients.idle("web");
    String before = patients.state(web);
    Path config = config(0, docker(patients.settings()));
    playbook("container:" + web, "container.restart: { grace: 2s }", "{ settle: 1s, within: 30s }");
    try (House.Running server = Houses.whole(InstantSource.system()).serve(config)) {
      until(discord.gateway()::connected);
      alert(server.address());
      until(() -> card().path("content").asText().contains("expires"));
      ObjectNode asked = card();
      assertThat(asked.path("content").asText()).contains(web).contains("<@&" + Shapes.ONCALL);
      assertThat(patients.state(web)).isEqualTo(before);
      assertThat(answer(alice.press(asked, "Approve"))).contains("Approved plan #1");
      until(() -> card().path("content").asText().contains("Fixed"));
      assertThat(patients.state(web)).isNotEqualTo(before).contains("running=true");
      assertThat(card().findValuesAsText("label")).doesNotContain("Approve", "Reject");
      until(() -> thread(asked).stream().anyMatch(t -> t.contains("Verified")));
      assertThat(thread(asked).getFirst()).contains("Approved by alice");
      assertThat(thread(asked)).anyMatch(t -> t.contains("What was done"));
      assertThat(answer(alice.command("history", "[]"))).contains("#1").contains("resolved");
    }
  }

  @Test
  void killed_between_press_and_execution_it_executes_exactly_once_after_the_restart()
      throws Exception {
    Path done = dir.resolve("done");
    Path script = dir.resolve("do-it");
    Files.writeString(script, "#!/bin/sh\necho done >> " + done + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    int port = freePort();
    Path config =
        config(
            port,
            """
            endpoints: { shop: "http://127.0.0.1:%d/" }
            actions:
              - { name: do-it, description: Do it, argv: ["%s"], risk: low, verify: [/bin/true] }
            """
                .formatted(discord.port(), script));
    playbook("http:shop", "custom.do-it: {}", "{ probe: custom.do-it, settle: 0s, within: 20s }");
    URI server = URI.create("http://127.0.0.1:" + port);
    Process first = serve(config);
    try {
      until(discord.gateway()::connected);
      until(() -> answers(server));
      alert(server);
      until(() -> card().path("content").asText().contains("expires"));
      // While it is paused, what was approved waits: that is the moment between the two.
      assertThat(answer(alice.command("pause", "[]"))).contains("Paused");
      assertThat(answer(alice.press(card(), "Approve"))).contains("it starts after resume");
    } finally {
      first.destroyForcibly().waitFor();
    }
    assertThat(done).doesNotExist();
    int before = discord.gateway().identified();
    Process second = serve(config);
    try {
      until(() -> discord.gateway().identified() > before && discord.gateway().connected());
      assertThat(answer(alice.command("resume", "[]"))).contains("Resumed");
      until(() -> card().path("content").asText().contains("Fixed"));
      assertThat(Files.readAllLines(done)).hasSize(1);
      assertThat(answer(alice.press(card(), "Details"))).contains("resolved");
      assertThat(Files.readAllLines(done)).hasSize(1);
      assertThat(discord.cards()).hasSize(1);
    } finally {
      second.destroy();
      second.waitFor();
    }
  }

  private Process serve(Path config) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve",
            "--config",
            config.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(dir.resolve("log").toFile()))
        .start();
  }

  private Path config(int port, String more) throws IOException {
    Files.createDirectories(dir.resolve("playbooks"));
    secret("alice.token", TOKEN);
    secret("discord.token", FakeDiscord.TOKEN);
    DiscordSettings d = discord.settings();
    return Files.writeString(
        dir.resolve("nightshift.yaml"),
        """
        data: data
        http: { listen: "127.0.0.1:%d" }
        playbooks: playbooks
        people:
          - name: alice
            roles: [oncall, admin, intake]
            discord: "%s"
            token_file: alice.token
        approval:
          low: { approve: 1, roles: [oncall] }
          medium: { approve: 1, roles: [oncall] }
          high: { approve: 1, roles: [oncall] }
        chat:
          discord:
            token_file: discord.token
            guild: "%s"
            channel: "%s"
            roles: { oncall: "%s" }
            rest_url: %s
            gateway_url: %s
        %s
        """
            .formatted(
                port,
                alice.id(),
                d.guild(),
                d.channel(),
                Shapes.ONCALL,
                d.restUrl(),
                d.gatewayUrl(),
                more));
  }

  private void secret(String name, String value) throws IOException {
    Path file = Files.writeString(dir.resolve(name), value);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static String docker(Settings.Docker docker) {
    return "docker: { host: \"%s\", containers: [\"%s\"], events: false }"
        .formatted(docker.host(), docker.containers().getFirst());
  }

  private void playbook(String target, String step, String verify) throws IOException {
    Files.writeString(
        dir.resolve("playbooks").resolve("sick.yaml"),
        """
        playbook: sick
        match: [{ title: "is sick" }]
        target: "%s"
        confidence: 90
        steps:
          - %s
        verify: %s
        limits: { cooldown: 0s, max: 50/1h, breaker: 5 }
        autonomy: ask
        """
            .formatted(target, step, verify));
  }

  private static boolean answers(URI server) {
    try {
      HttpRequest ask = HttpRequest.newBuilder(server.resolve("/healthz")).build();
      return HttpClient.newHttpClient()
              .send(ask, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void alert(URI server) throws Exception {
    HttpRequest alert =
        HttpRequest.newBuilder(server.resolve("/api/v1/alerts"))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"title\":\"It is sick\",\"message\":\"very\",\"severity\":\"high\","
                        + "\"source\":\"test\",\"category\":\"availability\"}"))
            .build();
    HttpResponse<String> said =
        HttpClient.newHttpClient().send(alert, HttpResponse.BodyHandlers.ofString());
    assertThat(said.statusCode()).as(said.body()).isBetween(200, 202);
  }

  private ObjectNode card() {
    List<ObjectNode> cards = discord.cards();
    return cards.isEmpty() ? Shapes.JSON.createObjectNode() : cards.getLast();
  }

  private List<String> thread(ObjectNode card) {
    return discord.in(card.path("id").asText()).stream()
        .map(m -> m.path("content").asText())
        .toList();
  }

  private String answer(String interaction) {
    until(() -> !discord.answer(interaction).isEmpty());
    return discord.answer(interaction);
  }

  private void until(BooleanSupplier condition) {
    try {
      await(condition);
    } catch (AssertionError e) {
      Path log = dir.resolve("log");
      throw new AssertionError("the log of the program:\n" + read(log), e);
    }
  }

  private static String read(Path log) {
    try {
      return Files.exists(log) ? Files.readString(log) : "none";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void await(BooleanSupplier condition) {
    Await.until(
        PATIENCE,
        () -> {
          boolean so = condition.getAsBoolean();
          if (!so) {
            LockSupport.parkNanos(20_000_000);
          }
          return so;
        });
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }
}

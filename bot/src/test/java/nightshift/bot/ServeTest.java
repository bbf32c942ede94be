package nightshift.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import nightshift.bot.cli.Api;
import nightshift.bot.cli.CommandFailed;
import nightshift.bot.cli.Exit;
import nightshift.bot.cli.House;
import nightshift.config.yaml.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole house, as {@code serve}, {@code check} and {@code audit verify} start and read it. */
class ServeTest {

  private static final String TOKEN = "a-token-of-24-characters";

  @TempDir private Path dir;
  private final House house = new WholeHouse(InstantSource.system());

  @Test
  void it_serves_and_its_log_can_be_checked_with_and_without_it() throws Exception {
    Path config = config(0);
    try (House.Running server = house.serve(config)) {
      assertThat(server.people()).containsExactly("alice");
      Api api = new Api(server.address(), TOKEN);
      assertThat(api.get("/api/v1/remediation/audit/verify").path("intact").asBoolean()).isTrue();
      assertThat(house.verify(dir.resolve("data")).intact()).isTrue();
    }
    assertThat(house.verify(dir.resolve("data")).intact()).isTrue();
  }

  @Test
  void the_link_to_log_in_was_made_for_a_sensor_that_may_not_look() throws Exception {
    Path config = config(0);
    String sensor =
        "people:\n  - { name: alertmanager, roles: [intake], token_file: sensor.token }\n";
    Files.setPosixFilePermissions(
        Files.writeString(dir.resolve("sensor.token"), "another-token-of-24-signs"),
        PosixFilePermissions.fromString("rw-------"));
    Files.writeString(config, Files.readString(config).replace("people:\n", sensor));
    try (House.Running server = house.serve(config)) {
      assertThat(server.people()).containsExactly("alice");
    }
  }

  @Test
  void a_damaged_ledger_is_a_broken_chain_and_a_missing_one_is_not_found() throws Exception {
    Files.createDirectories(dir.resolve("data"));
    Files.writeString(dir.resolve("data").resolve(App.LEDGER), "this is no ledger".repeat(400));
    assertThat(house.verify(dir.resolve("data")).intact()).isFalse();
    assertThatThrownBy(() -> house.verify(dir.resolve("elsewhere")))
        .isInstanceOfSatisfying(
            CommandFailed.class, e -> assertThat(e.exit()).isEqualTo(Exit.NOT_FOUND));
  }

  @Test
  void a_mistake_in_the_configuration_starts_nothing() throws Exception {
    Path config = Files.writeString(dir.resolve("nightshift.yaml"), "dtaa: here\n");
    assertThat(house.check(config)).anyMatch(Problem::isError);
    assertThatThrownBy(() -> house.serve(config))
        .isInstanceOfSatisfying(
            CommandFailed.class, e -> assertThat(e.exit()).isEqualTo(Exit.USAGE));
    assertThat(dir.resolve("nightshift-data")).doesNotExist();
  }

  @Test
  void a_configuration_that_is_not_there_was_said_to_have_mistakes() {
    Path config = dir.resolve("nightshift.yaml");
    String said = "reading " + config + ": there is no such file; name yours with --config FILE";
    assertThatThrownBy(() -> house.serve(config)).hasMessage(said);
    assertThatThrownBy(() -> house.study(config)).hasMessage(said);
  }

  @Test
  void a_port_that_is_taken_is_said_and_nothing_is_left_running() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path config = config(taken.getLocalPort());
      for (int i = 0; i < 2; i++) {
        // The second time would meet the lock of the first, had that been left.
        assertThatThrownBy(() -> house.serve(config))
            .isInstanceOf(CommandFailed.class)
            .hasMessageContaining("listening on 127.0.0.1:" + taken.getLocalPort());
      }
    }
  }

  @Test
  void prometheus_finds_the_figures_of_the_whole_house() throws Exception {
    try (House.Running server = house.serve(config(0));
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest.Builder scrape = HttpRequest.newBuilder(server.address().resolve("/metrics"));
      assertThat(client.send(scrape.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
      scrape.header("Authorization", "Bearer " + TOKEN);
      String figures = client.send(scrape.build(), BodyHandlers.ofString()).body();
      assertThat(figures.lines())
          .contains("nightshift_part_up{part=\"ledger\"} 1.0", "nightshift_paused 0.0")
          .contains("nightshift_errands_owed{platform=\"web\",what=\"cards\"} 0.0")
          .anyMatch(l -> l.startsWith("nightshift_build_info{"))
          .anyMatch(l -> l.startsWith("nightshift_part_up{part=\"planning\"} "));
      // At the start the loaded playbooks were written down.
      assertThat(figures).doesNotContain("nightshift_ledger_write_seconds_count 0\n");
    }
  }

  private Path config(int port) throws Exception {
    Files.createDirectories(dir.resolve("playbooks"));
    Path token = Files.writeString(dir.resolve("alice.token"), TOKEN);
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    return Files.writeString(
        dir.resolve("nightshift.yaml"),
        """
        data: data
        http: { listen: "127.0.0.1:%d" }
        playbooks: playbooks
        people:
          - { name: alice, roles: [oncall, admin], token_file: alice.token }
        approval:
          low: { approve: 1, roles: [oncall] }
        """
            .formatted(port));
  }
}

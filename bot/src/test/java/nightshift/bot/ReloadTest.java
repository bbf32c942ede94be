package nightshift.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nightshift.bot.cli.Api;
import nightshift.bot.cli.CommandFailed;
import nightshift.bot.cli.House;
import nightshift.engine.contract.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The configuration, read again while everything runs. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ReloadTest {

  private static final String ALICE = "alice-has-24-characters-";
  private static final String BOB = "bob-has-24-characters---";
  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);
  private static final String PENDING = "/api/v1/remediation/plans/pending";

  @TempDir private Path dir;
  private House.Running server;

  @BeforeEach
  void serve() throws IOException {
    Files.createDirectories(dir.resolve("playbooks"));
    Files.createDirectories(dir.resolve("spool"));
    Files.writeString(dir.resolve("spool").resolve("old"), "x");
    Files.setLastModifiedTime(
        dir.resolve("spool").resolve("old"), java.nio.file.attribute.FileTime.fromMillis(0));
    token("alice", ALICE);
    token("bob", BOB);
    settings("oncall", true);
    server = new WholeHouse(InstantSource.system()).serve(dir.resolve("nightshift.yaml"));
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private void token(String name, String secret) throws IOException {
    Path file = Files.writeString(dir.resolve(name + ".token"), secret);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private void settings(String role, boolean withBob) throws IOException {
    String bob = withBob ? "  - { name: bob, roles: [oncall], token_file: bob.token }\n" : "";
    Files.writeString(
        dir.resolve("nightshift.yaml"),
        """
        data: data
        http: { listen: "127.0.0.1:0" }
        playbooks: playbooks
        disk: { roots: [spool] }
        people:
          - { name: alice, roles: [oncall, owner, admin], token_file: alice.token }
        %sapproval:
          low: { approve: 1, roles: [%s] }
          medium: { approve: 1, roles: [%s] }
          high: { approve: 1, roles: [%s] }
        """
            .formatted(bob, role, role, role));
  }

  private void playbook(String text) throws IOException {
    Files.writeString(dir.resolve("playbooks").resolve("spool.yaml"), text);
  }

  private void goodPlaybook() throws IOException {
    playbook(
        """
        playbook: spool
        match: ['alertname="SpoolFull"']
        target: "disk:%1$s"
        steps:
          - temp.cleanup: { paths: ["%1$s"], older_than: 1d }
        verify: { probe: disk.usage, below: 99, settle: 1s, within: 5s }
        """
            .formatted(dir.resolve("spool")));
  }

  private JsonNode reload() {
    return new Api(server.address(), ALICE).post("/-/reload", NOTHING);
  }

  private void fire() {
    new Api(server.address(), ALICE)
        .post(
            "/api/v1/alerts",
            """
            {"source":"test","fingerprint":"spool","title":"the spool is full",
             "category":"capacity","severity":"high","labels":{"alertname":"SpoolFull"}}
            """
                .getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode plans() {
    return new Api(server.address(), ALICE).get(PENDING).path("plans");
  }

  private void until(Predicate<JsonNode> holds) {
    Await.until(
        Duration.ofSeconds(30),
        () -> {
          // More requests a second than the server takes from one person would be refused.
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
          return holds.test(plans());
        });
  }

  @Test
  void an_alert_that_nobody_had_a_plan_for_gets_one_when_its_playbook_has_come() throws Exception {
    fire();
    goodPlaybook();
    assertThat(reload().path("reloaded").asBoolean()).isTrue();
    until(plans -> plans.size() == 1);
    assertThat(plans().path(0).path("problem").asText()).contains("spool");
  }

  @Test
  void a_mistake_leaves_in_force_what_was() throws Exception {
    goodPlaybook();
    reload();
    playbook("playbook: spool\nmatsch: []\n");
    assertThatThrownBy(this::reload)
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("the one in force stays");
    Files.writeString(dir.resolve("nightshift.yaml"), "peopel: []\n");
    assertThatThrownBy(this::reload).isInstanceOf(CommandFailed.class);
    fire();
    until(plans -> plans.size() == 1);
  }

  @Test
  void somebody_who_was_taken_out_is_no_longer_known() throws Exception {
    Api bob = new Api(server.address(), BOB);
    assertThat(bob.get(PENDING).path("plans")).isEmpty();
    settings("owner", false);
    reload();
    assertThatThrownBy(() -> bob.get(PENDING)).isInstanceOf(CommandFailed.class);
  }

  @Test
  void a_waiting_plan_is_not_decided_by_a_rule_that_is_gone() throws Exception {
    goodPlaybook();
    reload();
    fire();
    until(plans -> plans.size() == 1);
    long number = plans().path(0).path("number").asLong();
    settings("owner", true);
    reload();
    Api bob = new Api(server.address(), BOB);
    String approve = "/api/v1/remediation/plans/" + number + "/approve";
    assertThatThrownBy(() -> bob.post(approve, NOTHING)).isInstanceOf(CommandFailed.class);
    assertThat(plans()).isEmpty();
    assertThat(dir.resolve("spool").resolve("old")).exists();
  }

  @Test
  void only_an_admin_may_and_the_log_says_who_did() throws Exception {
    assertThatThrownBy(() -> new Api(server.address(), BOB).post("/-/reload", NOTHING))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("admin");
    reload();
    assertThat(log().filter(l -> l.contains("config-loaded"))).hasSize(2);
    assertThat(log().filter(l -> l.contains("config-loaded") && l.contains("\"alice\"")))
        .hasSize(1);
  }

  private Stream<String> log() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.address().resolve("/api/v1/remediation/audit/export"))
            .header("Authorization", "Bearer " + ALICE)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body().lines();
    }
  }

  @Test
  void what_takes_a_restart_is_said() throws Exception {
    Path file = dir.resolve("nightshift.yaml");
    Files.writeString(file, Files.readString(file).replace("disk: { roots: [spool] }\n", ""));
    assertThat(reload().path("lines").toString()).contains("\\\"disk\\\"").contains("restart");
  }

  @Test
  void a_signal_reads_it_again_too() throws Exception {
    goodPlaybook();
    server.reload("SIGHUP");
    fire();
    until(plans -> plans.size() == 1);
  }
}

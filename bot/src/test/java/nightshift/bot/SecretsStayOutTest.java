package nightshift.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import nightshift.bot.cli.Api;
import nightshift.bot.cli.House;
import nightshift.engine.contract.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that strangers and people write into alerts and reasons. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SecretsStayOutTest {

  private static final String TOKEN = "alice-has-24-characters-";
  private static final String PLANS = "/api/v1/remediation/plans/";

  @TempDir private Path dir;

  @Test
  void no_byte_of_them_reaches_the_database_or_an_answer() throws Exception {
    Path config = configuration();
    try (House.Running server = new WholeHouse(InstantSource.system()).serve(config)) {
      Api api = new Api(server.address(), TOKEN);
      api.post("/api/v1/alerts", bytes(alert()));
      Await.until(
          Duration.ofSeconds(30),
          () -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            return api.get(PLANS + "pending").path("plans").size() == 1;
          });
      api.post(PLANS + "1/reject", bytes("{\"reason\":\"the password=hunter2-reason is out\"}"));
      JsonNode plan = api.get(PLANS + "1");
      assertThat(plan.path("state").asText()).isEqualTo("rejected");
      assertThat(plan.toString()).contains("[redacted]").doesNotContain("hunter2");
    }
    for (Path file : files()) {
      assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
          .as(file.toString())
          .doesNotContain("hunter2");
    }
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> all = Files.walk(dir.resolve("data"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private Path configuration() throws Exception {
    Files.createDirectories(dir.resolve("playbooks"));
    Path old = Files.createDirectories(dir.resolve("spool")).resolve("old");
    Files.setLastModifiedTime(Files.writeString(old, "x"), FileTime.fromMillis(0));
    Path token = Files.writeString(dir.resolve("alice.token"), TOKEN);
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(
        dir.resolve("playbooks").resolve("spool.yaml"),
        """
        playbook: spool
        match: ['alertname="SpoolFull"']
        target: "disk:%1$s"
        steps:
          - temp.cleanup: { paths: ["%1$s"], older_than: 1d }
        verify: { probe: disk.usage, below: 99, settle: 1s, within: 5s }
        """
            .formatted(dir.resolve("spool")));
    return Files.writeString(
        dir.resolve("nightshift.yaml"),
        """
        data: data
        http: { listen: "127.0.0.1:0" }
        playbooks: playbooks
        disk: { roots: [spool] }
        people:
          - { name: alice, roles: [oncall, admin], token_file: alice.token }
        approval:
          low: { approve: 1, roles: [oncall] }
          medium: { approve: 1, roles: [oncall] }
          high: { approve: 1, roles: [oncall] }
        """);
  }

  private static String alert() {
    return """
    {"source":"test","fingerprint":"spool","category":"capacity","severity":"high",
     "title":"full, says postgres://app:hunter2-title@db/app",
     "message":"Authorization: Bearer hunter2-message0\\nDB_PASSWORD=hunter2-env",
     "labels":{"alertname":"SpoolFull","link":"http://x/?api_key=hunter2-label"},
     "details":{"command":"mysqldump --password hunter2-detail all"}}
    """;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package nightshift.bot.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plan that was approved, a restart, and a configuration that says something else. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ChangedConfigurationTest {

  private static final String PLAYBOOK =
      """
      playbook: one
      match: ['alertname="Night"']
      target: "service:web"
      steps:
        - custom.act: {}
      verify: { probe: custom.act, settle: 1s, within: 30s }
      """;

  @TempDir private Path dir;

  @BeforeEach
  void program() throws Exception {
    Path act = Files.writeString(dir.resolve("act"), "#!/bin/sh\necho $LEVEL >> " + dir + "/ran\n");
    Files.setPosixFilePermissions(act, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String settings(String level) {
    return """
    actions:
      - name: act
        argv: [%s/act]
        verify: [/bin/true]
        env: { LEVEL: %s }
    """
        .formatted(dir, level);
  }

  private JsonNode approvedWhilePaused(String level) throws Exception {
    try (Journey before = new Journey(dir, settings(level), PLAYBOOK)) {
      before.pause(true);
      JsonNode plan = before.asked("web is slow", Map.of());
      before.press(plan);
      return before.until(plan, "approved");
    }
  }

  @Test
  void an_approved_plan_does_not_run_with_another_environment_after_a_restart() throws Exception {
    JsonNode plan = approvedWhilePaused("gently-please");

    try (Journey after = new Journey(dir, settings("with-full-force"), PLAYBOOK)) {
      after.pause(false);
      String told = after.until(plan, "cancelled").toString();
      assertThat(told).contains("no longer as it was approved", "environment LEVEL");
      assertThat(told).doesNotContain("gently-please", "with-full-force");
    }
    assertThat(dir.resolve("ran")).doesNotExist();
  }

  @Test
  void it_runs_after_a_restart_with_the_same_environment() throws Exception {
    JsonNode plan = approvedWhilePaused("gently-please");

    try (Journey after = new Journey(dir, settings("gently-please"), PLAYBOOK)) {
      after.pause(false);
      after.until(plan, "resolved");
    }
    assertThat(dir.resolve("ran")).hasContent("gently-please");
  }
}

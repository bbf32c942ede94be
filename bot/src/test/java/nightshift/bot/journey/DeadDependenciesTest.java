package nightshift.bot.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nightshift.bot.action.disk.MemoryDisk;
import nightshift.bot.cli.CommandFailed;
import nightshift.bot.host.docker.Patients;
import nightshift.bot.host.docker.RealDocker;
import nightshift.engine.contract.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a plan needs dies between its approval and its end. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class DeadDependenciesTest {

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

  private String acting(String command) throws IOException {
    Path act = Files.writeString(dir.resolve("act"), "#!/bin/sh\n" + command + "\n");
    Files.setPosixFilePermissions(act, PosixFilePermissions.fromString("rwxr-xr-x"));
    return "actions: [{ name: act, argv: [\"%s\"], verify: [/bin/true] }]\n".formatted(act);
  }

  private static void fill(Path disk) throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(disk.resolve("fill"))) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(Files.getFileStore(disk).getUsableSpace()).isZero();
    }
  }

  @Test
  void an_approval_on_a_full_disk_is_refused_aloud_and_works_once_there_is_room() throws Exception {
    Path ran = dir.resolve("ran");
    try (MemoryDisk disk = MemoryDisk.of("size=16m");
        Journey night = new Journey(disk.path, acting("echo ran >> " + ran), PLAYBOOK)) {
      JsonNode plan = night.asked("web is slow", Map.of());
      fill(disk.path);

      assertThatThrownBy(() -> night.press(plan))
          .isInstanceOf(CommandFailed.class)
          .hasMessageContaining("nothing was done");

      assertThat(ran).doesNotExist();
      Files.delete(disk.path.resolve("fill"));
      assertThat(night.approve(plan).path("state").asText()).isEqualTo("resolved");
      assertThat(ran).hasContent("ran");
    }
  }

  @Test
  void a_disk_that_fills_while_a_step_runs_loses_neither_its_result_nor_runs_it_again()
      throws Exception {
    Path ran = dir.resolve("ran");
    try (MemoryDisk disk = MemoryDisk.of("size=16m")) {
      String act = "echo ran >> %s; dd if=/dev/zero of=%s/fill; true".formatted(ran, disk.path);
      try (Journey night = new Journey(disk.path, acting(act), PLAYBOOK)) {
        JsonNode plan = night.asked("web is slow", Map.of());
        night.press(plan);
        Await.until(
            Duration.ofSeconds(45),
            () -> Files.exists(ran) && disk.path.toFile().getUsableSpace() == 0);
        assertThat(night.until(plan, "executing").path("status").asText()).isEqualTo("executing");
        Files.delete(disk.path.resolve("fill"));

        night.until(plan, "resolved");
        assertThat(ran).hasContent("ran");
      }
    }
  }

  @Test
  @RealDocker
  void an_engine_that_is_gone_when_an_approved_plan_starts_ends_it_and_touches_nothing(
      Patients patients) throws Exception {
    String name = patients.idle("web");
    Path real = Path.of(patients.engine().getPath());
    try (Forwarder engine = new Forwarder(dir.resolve("docker.sock"), real)) {
      String settings =
          "docker: { host: \"%s\", containers: [\"%s\"], events: false }\n"
              .formatted(engine.address(), patients.named("*"));
      String playbook =
          """
          playbook: one
          match: ['alertname="Night"']
          target: "container:{{ details.name }}"
          steps:
            - container.restart: { grace: 1s }
          verify: { settle: 1s, within: 30s }
          """;
      try (Journey night = new Journey(dir.resolve("house"), settings, playbook)) {
        JsonNode plan = night.asked("web is slow", Map.of("name", name));
        String before = patients.state(name);
        night.pause(true);
        night.press(plan);
        engine.goAway();
        night.pause(false);

        JsonNode ended = night.until(plan, "cancelled");

        assertThat(ended.toString()).contains("no longer as it was approved", "Docker");
        assertThat(patients.state(name)).isEqualTo(before);
        engine.comeBack();
        JsonNode again = night.again(plan);
        assertThat(night.approve(again).path("state").asText()).isEqualTo("resolved");
        assertThat(patients.state(name)).isNotEqualTo(before);
      }
    } finally {
      patients.remove(name);
    }
  }
}

package nightshift.bot.action.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import nightshift.bot.action.Night;
import nightshift.bot.host.systemd.Box;
import nightshift.bot.host.systemd.RealSystemd;
import nightshift.config.Settings;
import nightshift.engine.contract.Await;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.resolver.ServiceResolver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that lost its port, from the alert to the healing, and back. */
@Tag("journey")
@RealSystemd
class ServiceJourneyTest {

  private static final String PLAYBOOK =
      """
      playbook: failed-service
      match: ['alertname="UnitFailed"', 'unit=~".+"']
      target: "service://box/{{ labels.unit }}"
      steps:
        - service.restart: {}
      verify: { settle: 2s, within: 20s }
      """;

  @Test
  void a_service_that_systemd_gave_up_is_diagnosed_approved_healed_and_stopped_again(
      @TempDir Path folder, Box box) throws Exception {
    box.define("squatter.service", "[Service]\nExecStart=/usr/bin/busybox httpd -f -p 9000\n");
    box.define(
        "app.service",
        "[Service]\nExecStart=/usr/bin/busybox httpd -f -p 9000\n"
            + "Restart=on-failure\nRestartSec=20ms\n");
    box.tell("systemctl start squatter");
    listening(box);
    box.tell("systemctl start app");
    Await.until(Duration.ofSeconds(45), () -> box.tell("systemctl is-active app").equals("failed"));
    box.tell("systemctl stop squatter; journalctl --sync");
    ServiceFamily family =
        new ServiceFamily(
            new Settings.Services(List.of("app"), List.of()),
            box.machines(),
            InstantSource.system());

    try (Night night =
        new Night(folder, PLAYBOOK, family.probes(), family.actions(), new ServiceResolver())) {
      night.alert("UnitFailed", Map.of("unit", "app.service"));
      Plan asked = night.await(PlanState.AWAITING_APPROVAL);
      assertThat(asked.draft().diagnosis().cause()).isEqualTo("port_in_use");
      assertThat(asked.draft().diagnosis().facts()).containsEntry("start_limit", true);
      assertThat(box.tell("systemctl is-active app"))
          .as("nothing is done before somebody approves it")
          .isEqualTo("failed");

      night.approve(asked, "alice");
      Plan healed = night.await(PlanState.RESOLVED);
      assertThat(box.tell("systemctl is-active app")).isEqualTo("active");
      assertThat(box.tell("ss -Hltn sport = 9000")).contains("9000");

      night.undo(healed, "alice");
      Plan undo = night.await(PlanState.AWAITING_APPROVAL);
      night.approve(undo, "bob");
      night.await(PlanState.RESOLVED);
      assertThat(box.tell("systemctl is-active app")).isEqualTo("inactive");
    }
  }

  private static void listening(Box box) {
    Await.until(Duration.ofSeconds(45), () -> box.tell("ss -Hltn sport = 9000").contains("9000"));
  }
}

package nightshift.bot.action.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.action.Night;
import nightshift.bot.host.systemd.Box;
import nightshift.bot.host.systemd.RealSystemd;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.resolver.NetworkResolver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that lost its way out, from the alert to the healing, and back. */
@Tag("journey")
@RealSystemd
class NetworkJourneyTest {

  private static final String PLAYBOOK =
      """
      playbook: network-down
      match: ['alertname="NetworkDown"', 'device=~".+"']
      target: "network://box/{{ labels.device }}"
      steps:
        - network.restart: { confirm: 10s }
          when: cause == "no_route"
      verify: { settle: 1s, within: 20s }
      """;

  @Test
  void a_lost_route_is_diagnosed_approved_by_two_healed_and_given_back(
      @TempDir Path folder, Box box) throws Exception {
    NetworkFamily family =
        new NetworkFamily(
            BoxNetwork.settings(Optional.of("systemd-networkd.service"), Optional.empty()),
            box.machines(),
            List.of(),
            InstantSource.system(),
            Thread::sleep);
    try (BoxNetwork world = new BoxNetwork(box).withoutWay();
        Night night =
            new Night(folder, PLAYBOOK, family.probes(), family.actions(), new NetworkResolver())) {
      String broken = world.state();
      night.alert("NetworkDown", Map.of("device", "eth0"));
      Plan asked = night.await(PlanState.AWAITING_APPROVAL);
      assertThat(asked.draft().diagnosis().cause()).isEqualTo("no_route");
      night.approve(asked, "alice");
      assertThat(world.hasWay()).as("one approval is not enough for a high risk").isFalse();

      night.approve(asked, "bob");
      Plan healed = night.await(PlanState.RESOLVED);
      assertThat(world.hasWay()).isTrue();

      night.undo(healed, "alice");
      Plan undo = night.await(PlanState.AWAITING_APPROVAL);
      night.approve(undo, "alice");
      night.approve(undo, "bob");
      night.awaitEnd();
      assertThat(world.state()).isEqualTo(broken);
    }
  }
}

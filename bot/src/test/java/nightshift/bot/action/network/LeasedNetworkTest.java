package nightshift.bot.action.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.systemd.Box;
import nightshift.bot.host.systemd.RealSystemd;
import nightshift.config.NetworkSettings;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionResult;
import nightshift.engine.contract.Await;
import org.junit.jupiter.api.Test;

/** A restart where addresses and routes are leased, and announced by a router. */
@RealSystemd
class LeasedNetworkTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final RestartArguments LONG = new RestartArguments(Optional.empty());
  private static final RestartArguments SHORT =
      new RestartArguments(Optional.of(Duration.ofSeconds(10)));
  private static final Optional<String> NETWORKD = Optional.of("systemd-networkd.service");
  private static final String LEASED = "DHCP=ipv4\nIPv6AcceptRA=yes";

  @Test
  void what_networkd_leased_and_heard_stays_when_both_gateways_answer(Box box) throws Exception {
    try (CabledNetwork lan = new CabledNetwork(box, false).networkd(LEASED).start()) {
      ActionResult result = restart(lan, LONG, NETWORKD, () -> {});

      assertThat(result.ok()).as(result.summary()).isTrue();
      assertThat(lan.ways()).isEqualTo("46");
    }
  }

  @Test
  void a_restart_that_lost_ipv6_alone_was_kept(Box box) throws Exception {
    try (CabledNetwork lan = new CabledNetwork(box, false).networkd(LEASED).start()) {
      String before = lan.state();

      ActionResult result =
          restart(
              lan,
              SHORT,
              NETWORKD,
              () -> lan.networkd(LEASED + "\n[Route]\nGateway=fd88::99\nMetric=10"));

      assertThat(result.ok()).as(result.summary()).isFalse();
      assertThat(result.summary()).contains("fd88::99", "came back by themselves");
      assertThat(lan.state()).isEqualTo(before);
    }
  }

  @Test
  void what_was_leased_and_announced_comes_back_when_the_restart_loses_it(Box box)
      throws Exception {
    try (CabledNetwork lan = new CabledNetwork(box, false).networkd(LEASED).start()) {
      String before = lan.state();

      ActionResult result =
          restart(
              lan,
              SHORT,
              NETWORKD,
              () ->
                  lan.networkd(
                      "IPv6AcceptRA=no\nAddress=10.99.0.2/24\nGateway=10.99.0.1\n"
                          + "Address=fd99::2/64\nGateway=fd99::1"));

      assertThat(result.ok()).as(result.summary()).isFalse();
      assertThat(result.summary()).contains("came back by themselves");
      assertThat(lan.state()).isEqualTo(before);
    }
  }

  @Test
  void down_and_up_keeps_the_lease_of_dhclient_and_what_the_kernel_heard(Box box) throws Exception {
    try (CabledNetwork lan = new CabledNetwork(box, true)) {
      box.tell("ip link set dev lan0 up; dhclient -4 -1 -e IF_METRIC=500 -pf /run/lan0.pid lan0");
      box.tell("ip address add fd88::77/64 dev lan0 nodad");
      Await.until(PATIENCE, () -> lan.ways().equals("46"));
      String before = lan.state();

      ActionResult result = restart(lan, LONG, Optional.empty(), () -> {});

      assertThat(result.ok()).as(result.summary()).isTrue();
      assertThat(lan.state()).isEqualTo(before);
    } finally {
      box.tell("kill $(cat /run/lan0.pid)");
    }
  }

  private static ActionResult restart(
      CabledNetwork lan, RestartArguments args, Optional<String> unit, Runnable mistake)
      throws Exception {
    NetworkSettings settings =
        new NetworkSettings(
            List.of("lan0"),
            unit,
            Duration.ofSeconds(30),
            List.of(),
            List.of(),
            Map.of(),
            Optional.empty());
    RestartNetwork kind =
        new RestartNetwork(
            new NetworkDoor(settings, lan.box().machines()), List.of(), Thread::sleep);
    var preview = kind.preview(args, context(List.of()));
    assertThat(preview.details())
        .anyMatch(l -> l.matches("address 10\\.88\\.0\\.\\d+/24, for the \\d+ s left"))
        .anyMatch(l -> l.startsWith("not put back: leases;"));
    mistake.run();
    return kind.run(args, context(preview.objects()));
  }

  private static ActionContext context(List<String> objects) {
    return new ActionContext(CabledNetwork.LAN0, "9-1", objects, Instant.EPOCH, PATIENCE);
  }
}

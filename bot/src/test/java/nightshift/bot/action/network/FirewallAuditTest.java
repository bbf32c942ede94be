package nightshift.bot.action.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.systemd.Box;
import nightshift.bot.host.systemd.RealSystemd;
import nightshift.config.Settings;
import nightshift.config.Settings.Network.Port;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionResult;
import nightshift.engine.contract.Await;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A port that somebody opened by mistake, on a real machine with real rules. */
@RealSystemd
class FirewallAuditTest {

  private static final Target HOST = Target.parse("network://box/host");
  private static final FirewallAudit.Nothing NOTHING = new FirewallAudit.Nothing();
  private static final Settings.Network POLICY =
      BoxNetwork.settings(
          Optional.empty(),
          Optional.of(
              List.of(new Port(9022, "tcp"), new Port(5355, "tcp"), new Port(5355, "udp"))));

  private Box box;
  private FirewallAudit audit;

  @BeforeEach
  void listen(Box box) {
    this.box = box;
    this.audit = new FirewallAudit(new NetworkDoor(POLICY, box.machines()));
    for (String where : List.of("9022", "9023", "127.0.0.1:9024")) {
      String unit = "listen-" + where.replaceAll(".*:", "") + ".service";
      box.define(unit, "[Service]\nExecStart=/usr/bin/busybox httpd -f -p " + where + "\n");
      box.tell("systemctl start " + unit);
    }
    Await.until(
        java.time.Duration.ofSeconds(20),
        () -> box.tell("ss -Hltn").split("902[234]", -1).length == 4);
  }

  @AfterEach
  void clear() {
    box.tell("systemctl stop 'listen-*'; nft delete table inet nightshift_test");
  }

  @Test
  void what_the_policy_does_not_list_is_named_and_nothing_is_changed() throws Exception {
    String before = box.tell("nft list ruleset; ss -Hltn");

    ActionResult open = audit.run(NOTHING, approved());

    assertThat(open.ok()).isTrue();
    assertThat(open.summary())
        .isEqualTo("1 port is open to others that network.open does not list: 9023/tcp");
    assertThat(open.output())
        .contains("!  9023/tcp on * (busybox): open: no rule of the firewall")
        .contains("   9022/tcp on * (busybox): open")
        .doesNotContain("9024");
    assertThat(box.tell("nft list ruleset; ss -Hltn")).isEqualTo(before);
  }

  @Test
  void what_the_firewall_closes_is_not_held_against_anybody() throws Exception {
    box.tell(
        "nft add table inet nightshift_test;"
            + " nft add chain inet nightshift_test in"
            + " '{ type filter hook input priority 0; policy drop; }';"
            + " nft add rule inet nightshift_test in tcp dport 9022 accept;"
            + " nft add rule inet nightshift_test in ct state established,related accept");

    ActionResult closed = audit.run(NOTHING, approved());

    assertThat(closed.summary()).isEqualTo("nothing is open to others but what network.open lists");
    assertThat(closed.output()).contains("9023/tcp on * (busybox): closed by the firewall");
  }

  @Test
  void the_probe_sees_the_same_port() throws Exception {
    Probes probes =
        new Probes(
            new NetworkFamily(
                    POLICY, box.machines(), List.of(), InstantSource.fixed(Instant.EPOCH), _ -> {})
                .probes());
    Reading reading = probes.read("net.listening", HOST);
    assertThat(reading.healthy()).isFalse();
    assertThat(reading.lines())
        .containsExactly("9023/tcp on * (busybox): network.open does not list it");
    box.tell("systemctl stop listen-9023");
    assertThat(probes.read("net.listening", HOST).healthy()).isTrue();
  }

  @Test
  void a_machine_without_nft_says_what_is_missing_and_the_plan_is_blocked() throws Exception {
    box.tell("mv /usr/sbin/nft /usr/sbin/nft.away");
    try {
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> audit.preview(NOTHING, context(List.of())))
          .withMessageContaining("there is no program \"nft\" on box; install nftables");
    } finally {
      box.tell("mv /usr/sbin/nft.away /usr/sbin/nft");
    }
  }

  @Test
  void nothing_approved_means_nothing_reported() {
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> audit.run(NOTHING, context(List.of())))
        .withMessageContaining("is not what was approved");
  }

  private ActionContext approved() throws Exception {
    return context(audit.preview(NOTHING, context(List.of())).objects());
  }

  private ActionContext context(List<String> objects) {
    return new ActionContext(HOST, "7-1", objects, Instant.EPOCH, audit.timeout(NOTHING));
  }
}

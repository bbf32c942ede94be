package nightshift.bot.action.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import nightshift.bot.host.systemd.Box;
import nightshift.bot.host.systemd.RealSystemd;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionResult;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.port.Probes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A port that somebody opened by mistake, on a real machine with real rules. */
@RealSystemd
class FirewallAuditTest {

  private Box box;
  private AuditedBox audited;

  @BeforeEach
  void listen(Box box) {
    this.box = box;
    this.audited = new AuditedBox(box);
  }

  @AfterEach
  void clear() {
    audited.close();
    box.tell("nft delete table inet nightshift_test");
  }

  @Test
  void what_the_policy_does_not_list_is_named_and_nothing_is_changed() throws Exception {
    String before = box.tell("nft list ruleset; ss -Hltn");

    ActionResult open = audited.report();

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

    ActionResult closed = audited.report();

    assertThat(closed.summary()).isEqualTo("nothing is open to others but what network.open lists");
    assertThat(closed.output()).contains("9023/tcp on * (busybox): closed by the firewall");
  }

  @Test
  void the_probe_sees_the_same_port() throws Exception {
    Probes probes =
        new Probes(
            new NetworkFamily(
                    AuditedBox.POLICY,
                    box.machines(),
                    List.of(),
                    InstantSource.fixed(Instant.EPOCH),
                    _ -> {})
                .probes());
    Reading reading = probes.read("net.listening", AuditedBox.HOST);
    assertThat(reading.healthy()).isFalse();
    assertThat(reading.lines())
        .containsExactly("9023/tcp on * (busybox): network.open does not list it");
    box.tell("systemctl stop listen-9023");
    assertThat(probes.read("net.listening", AuditedBox.HOST).healthy()).isTrue();
  }

  @Test
  void nothing_approved_means_nothing_reported() {
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> audited.audit().run(AuditedBox.NOTHING, audited.context(List.of())))
        .withMessageContaining("is not what was approved");
  }
}

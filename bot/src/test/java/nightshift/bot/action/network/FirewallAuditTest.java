package nightshift.bot.action.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    box.tell(
        "systemctl stop 'listen-*'; nft delete table inet nightshift_test;"
            + " for v in nft legacy; do"
            + " iptables-$v -P INPUT ACCEPT; iptables-$v -F; iptables-$v -t nat -F;"
            + " iptables-$v -t nat -X; done");
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

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "nft"})
  void what_iptables_closes_is_not_held_against_anybody(String variant) throws Exception {
    iptables(variant, "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT");
    iptables(variant, "-A INPUT -p tcp -m multiport --dports 22,9022 -j ACCEPT");
    iptables(variant, "-P INPUT DROP");
    String before = rules();

    ActionResult closed = audit.run(NOTHING, approved());

    assertThat(closed.summary()).isEqualTo("nothing is open to others but what network.open lists");
    assertThat(closed.output())
        .contains("9023/tcp on * (busybox): closed by the firewall")
        .contains("9022/tcp on * (busybox): open");
    assertThat(rules()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "nft"})
  void what_docker_publishes_is_open_though_the_rules_for_input_close_it(String variant)
      throws Exception {
    iptables(variant, "-P INPUT DROP");
    iptables(variant, "-t nat -N DOCKER");
    iptables(variant, "-t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER");
    for (String port : List.of("9023", "9025")) {
      iptables(
          variant,
          "-t nat -A DOCKER ! -i docker0 -p tcp -m tcp --dport %s -j DNAT".formatted(port)
              + " --to-destination 172.17.0.2:80");
    }
    String before = rules();

    ActionResult published = audit.run(NOTHING, approved());

    assertThat(published.summary())
        .isEqualTo(
            "2 ports are open to others that network.open does not list: 9023/tcp, 9025/tcp");
    assertThat(published.output())
        .contains("!  9023/tcp on * (busybox): open: it is forwarded, past the rules for input")
        .contains("!  9025/tcp to 172.17.0.2:80: open: it is forwarded, past the rules for input")
        .contains("   9022/tcp on * (busybox): closed by the firewall");
    assertThat(rules()).isEqualTo(before);
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
  void a_machine_without_nft_is_read_by_iptables_and_what_is_not_seen_is_said() throws Exception {
    iptables("nft", "-A INPUT -p tcp -m tcp --dport 9023 -j DROP");
    away("nft");
    try {
      ActionResult result = audit.run(NOTHING, approved());

      assertThat(result.output())
          .contains("9023/tcp on * (busybox): closed by the firewall")
          .contains("there is no program \"nft\": what nftables has of its own is not seen");
    } finally {
      back("nft");
    }
    assertThat(audit.run(NOTHING, approved()).output()).doesNotContain("is not seen");
  }

  @Test
  void without_iptables_what_it_keeps_is_in_doubt_and_this_is_said() throws Exception {
    iptables("nft", "-A INPUT -p tcp -m multiport --dports 9023 -j DROP");
    away("xtables-nft-multi");
    try {
      assertThat(audit.run(NOTHING, approved()).output())
          .contains("!  9023/tcp on * (busybox): may be open")
          .contains("of the tables that iptables keeps, nft shows only half: ip filter;");
    } finally {
      back("xtables-nft-multi");
    }
    assertThat(audit.run(NOTHING, approved()).output())
        .contains("   9023/tcp on * (busybox): closed by the firewall");
  }

  @Test
  void an_old_iptables_that_has_but_one_program_is_read() throws Exception {
    iptables("legacy", "-A INPUT -p tcp -m tcp --dport 9023 -j DROP");
    away("nft");
    away("xtables-nft-multi");
    away("iptables-legacy-save");
    box.tell("ln -s /usr/sbin/xtables-legacy-multi /usr/local/sbin/iptables-save");
    try {
      assertThat(audit.run(NOTHING, approved()).output())
          .contains("9023/tcp on * (busybox): closed by the firewall");
    } finally {
      box.tell("rm /usr/local/sbin/iptables-save");
      back("iptables-legacy-save");
      back("xtables-nft-multi");
      back("nft");
    }
  }

  @Test
  void a_machine_without_nft_and_iptables_says_what_is_missing_and_the_plan_is_blocked() {
    away("nft");
    away("xtables-nft-multi");
    away("xtables-legacy-multi");
    try {
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> audit.preview(NOTHING, context(List.of())))
          .withMessageContaining("there is no program \"nft\" on box; install nftables");
    } finally {
      back("xtables-legacy-multi");
      back("xtables-nft-multi");
      back("nft");
    }
  }

  @Test
  void nothing_approved_means_nothing_reported() {
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> audit.run(NOTHING, context(List.of())))
        .withMessageContaining("is not what was approved");
  }

  private void away(String program) {
    box.tell("mv /usr/sbin/%1$s /usr/sbin/%1$s.away".formatted(program));
  }

  private void back(String program) {
    box.tell("mv /usr/sbin/%1$s.away /usr/sbin/%1$s".formatted(program));
  }

  private void iptables(String variant, String rule) {
    // Not every kernel has the old tables any more.
    assumeThat(box.code("iptables-" + variant + " -L INPUT")).isZero();
    assertThat(box.code("iptables-" + variant + " " + rule)).as(rule).isZero();
  }

  private String rules() {
    return box.tell(
        "{ nft list ruleset; iptables-legacy-save; iptables-nft-save; } 2>/dev/null | grep -v ^#");
  }

  private ActionContext approved() throws Exception {
    return context(audit.preview(NOTHING, context(List.of())).objects());
  }

  private ActionContext context(List<String> objects) {
    return new ActionContext(HOST, "7-1", objects, Instant.EPOCH, audit.timeout(NOTHING));
  }
}

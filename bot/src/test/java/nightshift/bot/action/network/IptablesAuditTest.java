package nightshift.bot.action.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import nightshift.bot.host.systemd.Box;
import nightshift.bot.host.systemd.RealSystemd;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit where the rules are those of iptables: the old one, or the one that is kept by nft. */
@RealSystemd
class IptablesAuditTest {

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
    box.tell(
        "for v in nft legacy; do"
            + " iptables-$v -P INPUT ACCEPT; iptables-$v -F; iptables-$v -t nat -F;"
            + " iptables-$v -t nat -X; done");
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "nft"})
  void what_iptables_closes_is_not_held_against_anybody(String variant) throws Exception {
    iptables(variant, "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT");
    iptables(variant, "-A INPUT -p tcp -m multiport --dports 22,9022 -j ACCEPT");
    iptables(variant, "-P INPUT DROP");
    String before = rules();

    ActionResult closed = audited.report();

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

    ActionResult published = audited.report();

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
  void a_machine_without_nft_is_read_by_iptables_and_what_is_not_seen_is_said() throws Exception {
    iptables("nft", "-A INPUT -p tcp -m tcp --dport 9023 -j DROP");
    away("nft");
    try {
      ActionResult result = audited.report();

      assertThat(result.output())
          .contains("9023/tcp on * (busybox): closed by the firewall")
          .contains("there is no program \"nft\": what nftables has of its own is not seen");
    } finally {
      back("nft");
    }
    assertThat(audited.report().output()).doesNotContain("is not seen");
  }

  @Test
  void without_iptables_what_it_keeps_is_in_doubt_and_this_is_said() throws Exception {
    iptables("nft", "-A INPUT -p tcp -m multiport --dports 9023 -j DROP");
    away("xtables-nft-multi");
    try {
      assertThat(audited.report().output())
          .contains("!  9023/tcp on * (busybox): may be open")
          .contains("of the tables that iptables keeps, nft shows only half: ip filter;");
    } finally {
      back("xtables-nft-multi");
    }
    assertThat(audited.report().output())
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
      assertThat(audited.report().output())
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
          .isThrownBy(() -> audited.audit().preview(AuditedBox.NOTHING, audited.context(List.of())))
          .withMessageContaining("there is no program \"nft\" on box; install nftables");
    } finally {
      back("xtables-legacy-multi");
      back("xtables-nft-multi");
      back("nft");
    }
  }

  private void away(String program) {
    box.tell("mv /usr/sbin/%1$s /usr/sbin/%1$s.away".formatted(program));
  }

  private void back(String program) {
    box.tell("mv /usr/sbin/%1$s.away /usr/sbin/%1$s".formatted(program));
  }

  private void iptables(String variant, String rule) {
    // Not every kernel has the old tables any more.
    assumeThat(variant.equals("nft") || box.code("iptables-legacy -L INPUT") == 0).isTrue();
    assertThat(box.code("iptables-" + variant + " " + rule)).as(rule).isZero();
  }

  private String rules() {
    return box.tell(
        "{ nft list ruleset; iptables-legacy-save; iptables-nft-save; } 2>/dev/null | grep -v ^#");
  }
}

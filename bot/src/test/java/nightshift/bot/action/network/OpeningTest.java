package nightshift.bot.action.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nightshift.bot.host.ToldMachine;
import nightshift.bot.host.net.Firewall;
import nightshift.bot.host.net.ReadFirewall;
import nightshift.bot.host.net.Socket;
import nightshift.bot.host.net.Verdict;
import nightshift.config.NetworkSettings.Port;
import nightshift.engine.action.ActionResult;
import org.junit.jupiter.api.Test;

class OpeningTest {

  @Test
  void a_range_is_listed_when_each_of_its_ports_is() {
    Opening range = new Opening("8000-8010/tcp", "x", "tcp", 8000, 8010, Verdict.OPEN, true);
    assertThat(range.bad(ports(7990, 8020))).isFalse();
    assertThat(range.bad(ports(8000, 8009))).isTrue();
    assertThat(range.bad(List.of())).isTrue();
  }

  @Test
  void a_machine_that_names_a_range_of_all_numbers_took_all_memory() {
    Opening all =
        new Opening("x", "x", "tcp", Integer.MIN_VALUE, Integer.MAX_VALUE, Verdict.OPEN, true);
    assertThat(all.bad(ports(1, 3))).isTrue();
  }

  @Test
  void an_open_port_behind_many_closed_ones_was_not_reported() {
    List<Opening> all =
        IntStream.rangeClosed(1, 301)
            .mapToObj(n ->
                new Opening(
                    n + "/tcp",
                    n + "/tcp",
                    "tcp",
                    n,
                    n,
                    n > 300 ? Verdict.OPEN : Verdict.CLOSED,
                    false))
            .toList();
    ActionResult said = FirewallAudit.summed(all, List.of(), List.of("ip6tables: not seen"));
    assertThat(said.summary())
        .isEqualTo("1 port is open to others that network.open does not list: 301/tcp");
    assertThat(said.output().lines())
        .hasSize(202)
        .startsWith("!  301/tcp: open: no rule of the firewall keeps strangers out")
        .endsWith("and 101 more", "ip6tables: not seen");
  }

  @Test
  void what_ipv4_hands_on_was_hidden_by_a_program_that_listens_on_the_same_port_of_ipv6()
      throws Exception {
    String handsOn =
        """
        *nat
        :PREROUTING ACCEPT [0:0]
        -A PREROUTING -p tcp -m tcp --dport 23 -j DNAT --to-destination 192.0.2.9:80
        COMMIT
        """;
    Firewall firewall =
        ReadFirewall.of(
            new ToldMachine(
                Map.of(
                    "iptables-legacy-save", handsOn,
                    "ip6tables-legacy-save", "*filter\n:INPUT DROP [0:0]\nCOMMIT\n",
                    "ip -json", "[]")));
    Socket six = new Socket("tcp", "2001:db8::1", 23, "telnetd");
    assertThat(Opening.all(List.of(six), firewall, true))
        .extracting(Opening::shown, Opening::verdict)
        .containsExactly(
            tuple("23/tcp on 2001:db8::1 (telnetd)", Verdict.CLOSED),
            tuple("23/tcp to 192.0.2.9:80", Verdict.OPEN));
  }

  private static List<Port> ports(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(n -> new Port(n, "tcp")).toList();
  }
}

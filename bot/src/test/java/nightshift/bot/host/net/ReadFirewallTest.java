package nightshift.bot.host.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import nightshift.bot.host.ToldMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A published port whose destination sits on a link of this machine. */
class ReadFirewallTest {

  private static final String RULES =
      """
      *nat
      :PREROUTING ACCEPT [0:0]
      -A PREROUTING -p tcp -m tcp --dport 23 -j DNAT --to-destination 192.0.2.9:80
      COMMIT
      *filter
      :FORWARD DROP [0:0]
      -A FORWARD -i eth0 -j ACCEPT
      COMMIT
      """;
  private static final String NEAR =
      """
      {"dst":"192.0.2.0/24","dev":"eth0","protocol":"kernel","scope":"link"},
      {"type":"local","dst":"192.0.2.1","dev":"eth0","table":"local","protocol":"kernel"}
      """;

  @Test
  void who_sits_beside_the_destination_is_no_stranger() throws Exception {
    assertThat(verdict(NEAR)).isEqualTo(Verdict.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dst\":\"default\",\"gateway\":\"192.0.2.254\",\"dev\":\"eth0\"}",
        "{\"dst\":\"default\",\"dev\":\"eth0\",\"protocol\":\"static\",\"scope\":\"link\"}",
        "{\"dst\":\"default\",\"nexthops\":[{\"gateway\":\"192.0.2.3\",\"dev\":\"eth0\"},"
            + "{\"gateway\":\"198.51.100.1\",\"dev\":\"eth1\"}]}"
      })
  void all_the_world_was_taken_for_neighbours_where_it_comes_by_the_link_of_the_destination(
      String route) throws Exception {
    assertThat(verdict(NEAR + "," + route)).isEqualTo(Verdict.OPEN);
  }

  private static Verdict verdict(String routes) throws Exception {
    Map<String, String> answers = new HashMap<>();
    answers.put("iptables-legacy-save", RULES);
    answers.put(
        "ip -json address",
        """
        [{"ifindex":2,"ifname":"eth0","addr_info":
          [{"family":"inet","local":"192.0.2.1","prefixlen":24,"scope":"global"}]}]
        """);
    answers.put("ip -json -4 route show table all", "[" + routes + "]");
    answers.put("ip -json -6 route show table all", "[]");
    return ReadFirewall.of(new ToldMachine(answers)).verdict("tcp", 23, 4);
  }
}

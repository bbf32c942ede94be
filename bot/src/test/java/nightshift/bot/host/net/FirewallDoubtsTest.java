package nightshift.bot.host.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import nightshift.bot.host.net.Firewall.Forward;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was said to be closed and a stranger could reach. */
class FirewallDoubtsTest {

  private static final String DPORT = "{\"payload\":{\"protocol\":\"tcp\",\"field\":\"dport\"}}";
  private static final String IN = base("in", "filter", "input", 0, "accept");
  private static final String PRE = base("pre", "nat", "prerouting", -100, "accept");
  private static final String NO_WAY = base("on", "filter", "forward", 0, "drop");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "==; {\"payload\":{\"protocol\":\"ip\",\"field\":\"protocol\"}}; \"tcp\"; CLOSED; OPEN",
        "!=; {\"payload\":{\"protocol\":\"ip\",\"field\":\"saddr\"}}; \"127.0.0.1\"; CLOSED; OPEN",
        "!=; {\"payload\":{\"protocol\":\"ip6\",\"field\":\"saddr\"}}; \"::1\"; OPEN; CLOSED",
        // A header in between has another number.
        "==; {\"payload\":{\"protocol\":\"ip6\",\"field\":\"nexthdr\"}}; \"tcp\"; OPEN; UNSURE"
      })
  void a_drop_for_one_version_of_ip_was_taken_for_one_of_both(
      String op, String left, String right, Verdict four, Verdict six) throws Exception {
    Firewall rules = nft(IN, rule("in", match(op, left, right), "{\"drop\":null}"));
    assertThat(rules.verdict("tcp", 22, 4)).isEqualTo(four);
    assertThat(rules.verdict("tcp", 22, 6)).isEqualTo(six);
  }

  @Test
  void a_protocol_behind_another_header_was_taken_for_none_to_accept() throws Exception {
    String next = "{\"payload\":{\"protocol\":\"ip6\",\"field\":\"nexthdr\"}}";
    Firewall rules =
        nft(
            base("in", "filter", "input", 0, "drop"),
            rule("in", match("!=", next, "\"tcp\""), "{\"accept\":null}"));
    assertThat(rules.verdict("tcp", 22, 6)).isEqualTo(Verdict.UNSURE);
  }

  @Test
  void what_only_the_one_version_of_ip_hands_on_was_closed_for_the_other_too() throws Exception {
    Firewall rules = nft(IN, PRE, NO_WAY, rule("pre", match("==", DPORT, "23"), dnat("ip")));
    rules.among(Neighbours.of(List.of("192.0.2.1"), List.of()));
    assertThat(rules.verdict("tcp", 23, 4)).isEqualTo(Verdict.CLOSED);
    assertThat(rules.verdict("tcp", 23, 6)).isEqualTo(Verdict.OPEN);
    assertThat(rules.forwards(6)).isEmpty();
  }

  @Test
  void what_is_not_tracked_is_not_handed_on_and_was_closed_as_if_it_were() throws Exception {
    Firewall rules =
        nft(
            IN,
            PRE,
            NO_WAY,
            base("raw", "filter", "prerouting", -300, "accept"),
            rule("raw", match("==", DPORT, "23"), "{\"notrack\":null}"),
            rule("pre", match("==", DPORT, "23"), dnat("ip")));
    rules.among(Neighbours.of(List.of("192.0.2.1"), List.of()));
    assertThat(rules.verdict("tcp", 23, 4)).isEqualTo(Verdict.OPEN);
  }

  @Test
  void a_drop_behind_an_early_change_of_the_destination_was_taken_for_one_before_it()
      throws Exception {
    Firewall rules =
        nft(
            IN,
            base("pre", "nat", "prerouting", -190, "accept"),
            base("mid", "filter", "prerouting", -150, "accept"),
            rule("mid", match("==", DPORT, "23"), "{\"drop\":null}"),
            rule("pre", match("==", DPORT, "23"), dnat("ip")));
    assertThat(rules.verdict("tcp", 23, 4)).isEqualTo(Verdict.OPEN);
  }

  @Test
  void a_port_that_is_written_into_packets_was_closed_by_a_drop_before_that() throws Exception {
    String mangle = "{\"mangle\":{\"key\":%s,\"value\":22}}".formatted(DPORT);
    Firewall rules =
        nft(
            IN,
            base("raw", "filter", "prerouting", -300, "accept"),
            base("mid", "filter", "prerouting", -150, "accept"),
            rule("raw", match("==", DPORT, "22"), "{\"drop\":null}"),
            rule("mid", match("==", DPORT, "8080"), mangle));
    assertThat(rules.verdict("tcp", 22, 4)).isEqualTo(Verdict.OPEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ALL SYN", "FIN,SYN,RST,PSH,ACK,URG SYN", "SYN,URG SYN", "PSH NONE", "URG URG"})
  void flags_that_a_stranger_may_set_as_he_likes_were_taken_for_known(String flags) {
    assertThat(iptables(drops(flags)).verdict("tcp", 22, 4)).isEqualTo(Verdict.UNSURE);
    assertThat(iptables(drops("FIN,SYN,RST,ACK SYN")).verdict("tcp", 22, 4))
        .isEqualTo(Verdict.CLOSED);
    assertThat(iptables(drops("SYN,ACK ACK")).verdict("tcp", 22, 4)).isEqualTo(Verdict.OPEN);
  }

  private static String drops(String flags) {
    return "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --tcp-flags %s -j DROP\nCOMMIT\n"
        .formatted(flags);
  }

  @Test
  void a_range_was_not_seen_to_be_handed_on_when_its_first_port_was_not() {
    Firewall rules =
        iptables(
            """
            *nat
            :PREROUTING ACCEPT [0:0]
            :some - [0:0]
            -A PREROUTING -p tcp -m multiport --dports 8000:8010 -j some
            -A some -p tcp -m tcp ! --dport 8000 -j DNAT --to-destination 192.0.2.9
            COMMIT
            """);
    assertThat(rules.forwards(4)).contains(new Forward("tcp", 8000, 8010, "192.0.2.9"));
    assertThat(rules.verdict("tcp", 8005, 4)).isEqualTo(Verdict.OPEN);
  }

  @Test
  void what_lies_too_deep_behind_jumps_was_not_seen_and_not_said() {
    StringBuilder text = new StringBuilder("*nat\n:PREROUTING ACCEPT [0:0]\n");
    for (int i = 0; i <= 20; i++) {
      text.append(":C%d - [0:0]\n-A C%d -j C%d\n".formatted(i, i, i + 1));
    }
    text.append(":C21 - [0:0]\n-A C21 -p tcp -m tcp --dport 23 -j DNAT --to-destination 1.2.3.4\n");
    Firewall rules = iptables(text + "-A PREROUTING -j C0\nCOMMIT\n");
    assertThat(rules.forwards(4)).isEmpty();
    assertThat(rules.unseen()).singleElement().asString().contains("too many to follow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dnat\":{\"family\":\"ip\",\"addr\":{\"map\":{\"key\":%s,\"data\":\"@to\"}}}}",
        "{\"vmap\":{\"key\":%s,\"data\":{\"set\":[[23,{\"jump\":{\"target\":\"to\"}}]]}}}",
        "{\"dnat\":{\"family\":\"ip\",\"addr\":\"192.0.2.9\"}}"
      })
  void what_is_handed_on_by_no_port_that_can_be_read_was_called_closed(String divert)
      throws Exception {
    String drops = base("in", "filter", "input", 0, "drop");
    Firewall rules = nft(drops, PRE, rule("pre", divert.replace("%s", DPORT)));
    assertThat(rules.verdict("tcp", 23, 4)).isEqualTo(Verdict.UNSURE);
    assertThat(rules.unseen()).singleElement().asString().contains("forwarded");
    Firewall raw =
        nft(
            drops,
            PRE,
            base("raw", "filter", "prerouting", -300, "drop"),
            rule("pre", divert.replace("%s", DPORT)));
    assertThat(raw.verdict("tcp", 23, 4)).isEqualTo(Verdict.CLOSED);
  }

  @Test
  void what_is_handed_on_for_one_protocol_leaves_no_doubt_about_others() throws Exception {
    Firewall rules =
        nft(
            base("in", "filter", "input", 0, "drop"),
            PRE,
            rule("pre", match("==", "{\"meta\":{\"key\":\"l4proto\"}}", "\"icmp\""), dnat("ip")));
    assertThat(rules.verdict("tcp", 23, 4)).isEqualTo(Verdict.CLOSED);
    assertThat(rules.unseen()).isEmpty();
  }

  private static Firewall nft(String... entries) throws Exception {
    Firewall out = new Firewall();
    NftRules.parse("{\"nftables\":[" + String.join(",", entries) + "]}").into(out, Set.of());
    return out;
  }

  private static Firewall iptables(String text) {
    Firewall out = new Firewall();
    IptablesRules.parse(text, 4).orElseThrow().into(out, "legacy", _ -> true);
    return out;
  }

  private static String base(String name, String type, String hook, int prio, String policy) {
    return """
    {"chain":{"family":"inet","table":"f","name":"%s","type":"%s","hook":"%s","prio":%d,\
    "policy":"%s"}}\
    """
        .formatted(name, type, hook, prio, policy);
  }

  private static String rule(String chain, String... parts) {
    return """
    {"rule":{"family":"inet","table":"f","chain":"%s","expr":[%s]}}\
    """
        .formatted(chain, String.join(",", parts));
  }

  private static String match(String op, String left, String right) {
    return """
    {"match":{"op":"%s","left":%s,"right":%s}}\
    """
        .formatted(op, left, right);
  }

  private static String dnat(String family) {
    return """
    {"dnat":{"family":"%s","addr":"192.0.2.9","port":80}}\
    """
        .formatted(family);
  }
}

package nightshift.bot.host.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import nightshift.bot.host.net.Firewall.Forward;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code iptables-legacy-save} wrote of rules that were set in a network of their own. */
class IptablesRulesTest {

  @ParameterizedTest
  @CsvSource({
    "tcp, 80, OPEN",
    "tcp, 443, OPEN",
    "tcp, 8005, OPEN",
    "tcp, 8011, CLOSED",
    "udp, 443, CLOSED",
    "udp, 53, OPEN",
    "tcp, 9100, OPEN",
    "tcp, 25, CLOSED",
    "tcp, 9000, CLOSED"
  })
  void what_strangers_reach_is_read_off_the_rules(String protocol, int port, Verdict verdict)
      throws Exception {
    assertThat(house().verdict(protocol, port, 4)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"tcp, 22", "tcp, 5432", "udp, 51820"})
  void where_it_depends_on_the_sender_or_the_rate_there_is_a_doubt(String protocol, int port)
      throws Exception {
    assertThat(house().verdict(protocol, port, 4)).isEqualTo(Verdict.UNSURE);
  }

  @Test
  void what_only_this_machine_may_send_is_closed_to_strangers() throws Exception {
    assertThat(house().verdict("tcp", 6379, 4)).isEqualTo(Verdict.CLOSED);
    assertThat(house().verdict("tcp", 631, 6)).isEqualTo(Verdict.CLOSED);
  }

  @Test
  void a_rule_behind_a_goto_is_never_met() throws Exception {
    assertThat(house().verdict("tcp", 7000, 4)).isEqualTo(Verdict.CLOSED);
    assertThat(house().verdict("tcp", 53, 4)).isEqualTo(Verdict.CLOSED);
  }

  @Test
  void each_version_of_ip_has_its_own_rules() throws Exception {
    assertThat(house().verdict("tcp", 443, 6)).isEqualTo(Verdict.OPEN);
    assertThat(house().verdict("tcp", 80, 6)).isEqualTo(Verdict.CLOSED);
  }

  @Test
  void what_docker_publishes_passes_by_the_rules_for_input_and_is_seen() throws Exception {
    Firewall house = house();

    assertThat(house.forwards(4))
        .containsExactlyInAnyOrder(
            new Forward("tcp", 8080, 8080, "172.17.0.2:80"),
            new Forward("udp", 8053, 8053, "172.17.0.3:53"),
            new Forward("tcp", 30_000, 30_010, "10.0.0.5"),
            new Forward("tcp", 30_022, 30_022, "10.0.0.5"));
    assertThat(house.verdict("tcp", 8080, 4)).isEqualTo(Verdict.OPEN);
    assertThat(house.verdict("udp", 8080, 4)).isEqualTo(Verdict.CLOSED);
    assertThat(house.verdict("tcp", 30_005, 4)).isEqualTo(Verdict.OPEN);
    assertThat(house.verdict("tcp", 8080, 6)).isEqualTo(Verdict.CLOSED);
  }

  @Test
  void what_is_published_to_this_machine_alone_or_sent_by_itself_is_not_forwarded()
      throws Exception {
    assertThat(house().verdict("tcp", 8081, 4)).isEqualTo(Verdict.CLOSED);
    assertThat(house().verdict("tcp", 3128, 4)).isEqualTo(Verdict.CLOSED);
  }

  @Test
  void a_comment_that_looks_like_a_rule_is_a_comment() {
    IptablesRule rule =
        IptablesRule.read(
            "-A INPUT -p tcp -m comment --comment \"to \\\"all\\\" -j DROP\" -m tcp --dport 1:9"
                + " -j ACCEPT");
    assertThat(rule.target()).isEqualTo("ACCEPT");
    assertThat(rule.asks()).contains(new Ask.Ports(List.of(new Ask.Range(1, 9)), false));
  }

  @Test
  void a_line_of_a_comment_was_read_as_a_rule() {
    Firewall rules =
        firewall(
            """
            *filter
            :INPUT ACCEPT [0:0]
            -A INPUT -m comment --comment "for \\"all\\"
            -A INPUT -p tcp -m tcp --dport 22 -j DROP
            #" -j ACCEPT
            -A INPUT -p tcp -m tcp --dport 23 -j DROP
            COMMIT
            """);
    assertThat(rules.verdict("tcp", 22, 4)).isEqualTo(Verdict.OPEN);
    assertThat(IptablesRules.parse("*filter\n-A INPUT -m comment --comment \"x\nCOMMIT\n", 4))
        .isEmpty();
  }

  @Test
  void a_long_comment_needed_too_deep_a_stack() {
    String rule = "-A INPUT -m comment --comment \"%s\" -j ACCEPT".formatted("a b".repeat(50_000));
    assertThat(IptablesRule.read(rule).target()).isEqualTo("ACCEPT");
  }

  @Test
  void chains_that_lead_to_each_other_in_many_ways_were_followed_without_end() {
    StringBuilder text = new StringBuilder("*filter\n:INPUT DROP [0:0]\n");
    text.append("-A INPUT -s 10.0.0.0/8 -j C0\nCOMMIT\n*nat\n:PREROUTING ACCEPT [0:0]\n");
    text.append("-A PREROUTING -j C0\nCOMMIT\n");
    for (String table : List.of("*filter\n", "*nat\n")) {
      StringBuilder chains = new StringBuilder();
      for (int i = 0; i < 15; i++) {
        chains.append(":C%d - [0:0]\n".formatted(i));
        for (int j = 0; j < 8; j++) {
          chains.append("-A C%d -s 10.0.%d.0/24 -j C%d\n".formatted(i, j, i + 1));
        }
      }
      chains.append(":C15 - [0:0]\n-A C15 -p tcp -m tcp --dport 22 -j ACCEPT\n");
      text.insert(text.indexOf(table) + table.length(), chains);
    }

    Firewall rules = firewall(text.toString());

    assertThat(rules.verdict("tcp", 22, 4)).isEqualTo(Verdict.UNSURE);
    assertThat(rules.verdict("tcp", 23, 4)).isEqualTo(Verdict.CLOSED);
    assertThat(rules.unseen()).singleElement().asString().contains("too many to follow");
  }

  @Test
  void what_is_not_known_leaves_a_doubt_and_no_more_words_than_its_own() {
    Firewall rules =
        firewall(
            """
            *filter
            :INPUT ACCEPT [0:0]
            -A INPUT -m set --match-set friends src -p tcp -m tcp --dport 22 -j ACCEPT
            -A INPUT -m rpfilter -p tcp -m tcp --dport 23 -j DROP
            -A INPUT -p tcp -m tcp --dport 24 -j TARPIT
            -A INPUT -p tcp -m tcp --dport 25 -j DROP
            COMMIT
            """);
    assertThat(rules.verdict("tcp", 22, 4)).as("either way it is open").isEqualTo(Verdict.OPEN);
    assertThat(rules.verdict("tcp", 23, 4)).isEqualTo(Verdict.UNSURE);
    assertThat(rules.verdict("tcp", 24, 4)).isEqualTo(Verdict.UNSURE);
    assertThat(rules.verdict("tcp", 25, 4)).isEqualTo(Verdict.CLOSED);
    assertThat(rules.verdict("udp", 23, 4)).isEqualTo(Verdict.OPEN);
  }

  @Test
  void a_policy_alone_closes_everything_and_no_table_at_all_nothing() {
    assertThat(firewall("*filter\n:INPUT DROP [3:180]\nCOMMIT\n").verdict("tcp", 22, 4))
        .isEqualTo(Verdict.CLOSED);
    assertThat(firewall("").any()).isFalse();
    assertThat(firewall("").verdict("tcp", 22, 4)).isEqualTo(Verdict.OPEN);
  }

  @Test
  void what_was_cut_in_the_middle_or_is_something_else_is_not_read_as_half_of_the_rules()
      throws Exception {
    String whole = text("iptables-legacy.txt");
    int middle = whole.indexOf("-A INPUT -p icmp");
    assertThat(IptablesRules.parse(whole, 4)).isPresent();
    assertThat(IptablesRules.parse(whole.substring(0, middle), 4)).isEmpty();
    assertThat(
            IptablesRules.parse(
                whole.substring(0, middle)
                    + "\n… (9 KiB left out here) …\n"
                    + whole.substring(middle),
                4))
        .isEmpty();
    assertThat(IptablesRules.parse("iptables: Permission denied", 4)).isEmpty();
  }

  @Test
  void nft_shows_only_half_of_what_iptables_keeps_there_and_says_which_tables() throws Exception {
    NftRules half = NftRules.parse(text("iptables-nft.json"));

    assertThat(half.kept()).containsExactly("ip filter", "ip nat");
    Firewall alone = new Firewall();
    half.into(alone, Set.of());
    assertThat(alone.verdict("tcp", 8080, 4)).isEqualTo(Verdict.OPEN);
    assertThat(alone.verdict("tcp", 80, 4)).as("the ports are not shown").isEqualTo(Verdict.UNSURE);
  }

  @Test
  void a_table_of_iptables_in_which_others_keep_sets_is_left_to_nft() throws Exception {
    String mixed =
        text("iptables-nft.json")
            .replace("\"right\":22}", "\"right\":\"@ports\"}")
            .replace("\"right\": 22}", "\"right\": \"@ports\"}");
    assertThat(NftRules.parse(mixed).kept()).containsExactly("ip nat");
  }

  private static Firewall house() throws IOException {
    Firewall out = new Firewall();
    into(out, text("iptables-legacy.txt"), 4);
    into(out, text("ip6tables-legacy.txt"), 6);
    return out;
  }

  private static Firewall firewall(String text) {
    Firewall out = new Firewall();
    into(out, text, 4);
    return out;
  }

  private static void into(Firewall out, String text, int version) {
    IptablesRules.parse(text, version).orElseThrow().into(out, "legacy", _ -> true);
  }

  private static String text(String name) throws IOException {
    try (InputStream in = IptablesRulesTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

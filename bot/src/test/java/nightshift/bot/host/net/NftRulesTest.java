package nightshift.bot.host.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NftRulesTest {

  private static final String HOST =
      rules(
          "drop",
          rule(
              "in",
              match("{\"payload\":{\"protocol\":\"tcp\",\"field\":\"dport\"}}", "22"),
              "accept"),
          rule(
              "in",
              match(
                  "{\"payload\":{\"protocol\":\"tcp\",\"field\":\"dport\"}}",
                  "{\"set\":[80,{\"range\":[8000,8010]}]}"),
              "accept"),
          rule(
              "in",
              match(
                  "{\"payload\":{\"protocol\":\"ip\",\"field\":\"saddr\"}}",
                  "{\"prefix\":{\"addr\":\"10.0.0.0\",\"len\":8}}"),
              match("{\"payload\":{\"protocol\":\"tcp\",\"field\":\"dport\"}}", "5432"),
              "accept"),
          rule(
              "in",
              match("{\"ct\":{\"key\":\"state\"}}", "[\"established\",\"related\"]"),
              "accept"),
          rule("in", match("{\"meta\":{\"key\":\"iif\"}}", "\"lo\""), "accept"));

  @ParameterizedTest
  @CsvSource({
    "tcp, 22, OPEN",
    "udp, 22, CLOSED",
    "tcp, 80, OPEN",
    "tcp, 8005, OPEN",
    "tcp, 8011, CLOSED",
    "tcp, 5432, UNSURE",
    "tcp, 9000, CLOSED"
  })
  void what_strangers_reach_is_read_off_the_rules(String protocol, int port, Verdict verdict)
      throws Exception {
    assertThat(firewall(HOST).verdict(protocol, port, 4)).isEqualTo(verdict);
  }

  @Test
  void without_rules_everything_is_open() throws Exception {
    Firewall none = firewall("{\"nftables\":[{\"metainfo\":{}}]}");
    assertThat(none.any()).isFalse();
    assertThat(none.verdict("tcp", 1, 4)).isEqualTo(Verdict.OPEN);
  }

  @Test
  void a_jump_is_followed_and_what_comes_back_goes_on() throws Exception {
    Firewall rules =
        firewall(
            rules(
                "drop",
                rule("in", "{\"jump\":{\"target\":\"web\"}}"),
                rule(
                    "web",
                    match("{\"payload\":{\"protocol\":\"tcp\",\"field\":\"dport\"}}", "443"),
                    "accept")));
    assertThat(rules.verdict("tcp", 443, 4)).isEqualTo(Verdict.OPEN);
    assertThat(rules.verdict("tcp", 444, 4)).isEqualTo(Verdict.CLOSED);
  }

  @Test
  void chains_that_call_each_other_in_a_circle_end_in_doubt() throws Exception {
    Firewall rules =
        firewall(
            rules(
                "drop",
                rule("in", "{\"jump\":{\"target\":\"a\"}}"),
                rule("a", "{\"jump\":{\"target\":\"in\"}}")));
    assertThat(rules.verdict("tcp", 443, 4)).isEqualTo(Verdict.UNSURE);
  }

  @Test
  void what_is_forwarded_never_meets_the_input_rules() throws Exception {
    Firewall rules =
        firewall(
            rules(
                "drop",
                "{\"chain\":{\"family\":\"inet\",\"table\":\"f\",\"name\":\"pre\",\"type\":\"nat\","
                    + "\"hook\":\"prerouting\",\"prio\":-100,\"policy\":\"accept\"}}",
                rule("pre", "{\"jump\":{\"target\":\"docker\"}}"),
                rule(
                    "docker",
                    match("{\"payload\":{\"protocol\":\"tcp\",\"field\":\"dport\"}}", "8080"),
                    "{\"dnat\":{\"addr\":\"172.17.0.2\",\"port\":80}}")));
    assertThat(rules.verdict("tcp", 8080, 4)).isEqualTo(Verdict.OPEN);
    assertThat(rules.verdict("tcp", 8081, 4)).isEqualTo(Verdict.CLOSED);
  }

  @Test
  void what_another_port_may_be_sent_to_is_not_closed_by_a_drop_before_that() throws Exception {
    String dport = "{\"payload\":{\"protocol\":\"tcp\",\"field\":\"dport\"}}";
    String early =
        rules(
            "accept",
            base("raw", "filter", "prerouting", -300),
            base("pre", "nat", "prerouting", -100),
            rule("raw", match(dport, "22"), "drop"),
            rule("pre", match(dport, "23"), "{\"dnat\":%s}"));
    String elsewhere = "{\"addr\":\"192.0.2.1\",\"port\":80}";
    String chosen = "{\"addr\":{\"map\":{\"key\":1,\"data\":\"@to\"}}}";
    String here = "{\"addr\":\"192.0.2.1\",\"port\":{\"range\":[20,30]}}";
    assertThat(firewall(early.formatted(elsewhere)).verdict("tcp", 22, 4))
        .isEqualTo(Verdict.CLOSED);
    assertThat(firewall(early.formatted(chosen)).verdict("tcp", 22, 4)).isEqualTo(Verdict.OPEN);
    assertThat(firewall(early.formatted(here)).verdict("tcp", 22, 4)).isEqualTo(Verdict.OPEN);
  }

  @Test
  void a_published_port_whose_destination_may_be_our_own_is_not_closed_by_what_forwards()
      throws Exception {
    String dport = "{\"payload\":{\"protocol\":\"tcp\",\"field\":\"dport\"}}";
    Firewall rules =
        firewall(
            rules(
                "drop",
                base("pre", "nat", "prerouting", -100),
                base("on", "filter", "forward", 0),
                rule("on", "drop"),
                rule(
                    "pre", match(dport, "23"), "{\"dnat\":{\"addr\":\"192.0.2.1\",\"port\":80}}")));
    assertThat(rules.verdict("tcp", 23, 4)).as("nothing is known of it").isEqualTo(Verdict.OPEN);
    rules.among(Neighbours.of(List.of("192.0.2.0/24"), List.of()));
    assertThat(rules.verdict("tcp", 23, 4)).isEqualTo(Verdict.OPEN);
    rules.among(Neighbours.of(List.of("192.0.3.1"), List.of()));
    assertThat(rules.verdict("tcp", 23, 4)).isEqualTo(Verdict.CLOSED);
  }

  private static String base(String name, String type, String hook, int prio) {
    return "{\"chain\":{\"family\":\"inet\",\"table\":\"f\",\"name\":\"%s\",\"type\":\"%s\","
            .formatted(name, type)
        + "\"hook\":\"%s\",\"prio\":%d,\"policy\":\"accept\"}}".formatted(hook, prio);
  }

  @Test
  void a_set_that_is_kept_elsewhere_leaves_a_doubt() throws Exception {
    Firewall rules =
        firewall(
            rules(
                "drop",
                rule(
                    "in",
                    match("{\"payload\":{\"protocol\":\"tcp\",\"field\":\"dport\"}}", "\"@open\""),
                    "accept")));
    assertThat(rules.verdict("tcp", 22, 4)).isEqualTo(Verdict.UNSURE);
  }

  /** As nft 1.0.6 prints them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ct count\":{\"val\":3,\"inv\":true}}",
        "{\"quota\":{\"val\":25,\"val_unit\":\"mbytes\",\"inv\":true}}",
        "{\"set\":{\"op\":\"add\",\"elem\":{\"payload\":{\"protocol\":\"ip\",\"field\":\"saddr\"}},"
            + "\"set\":\"@deny\",\"stmt\":[{\"limit\":{\"rate\":10,\"per\":\"minute\",\"inv\":true}}]}}",
        "{\"meter\":{\"key\":{\"payload\":{\"protocol\":\"ip\",\"field\":\"saddr\"}},"
            + "\"stmt\":{\"ct count\":{\"val\":3,\"inv\":true}},\"size\":65535,\"name\":\"m\"}}"
      })
  void a_drop_of_what_is_too_much_was_taken_for_a_drop_of_everything(String tooMuch)
      throws Exception {
    Firewall rules = firewall(rules("drop", rule("in", tooMuch, "drop"), rule("in", "accept")));
    assertThat(rules.verdict("tcp", 22, 4)).isEqualTo(Verdict.UNSURE);
  }

  @ParameterizedTest
  @CsvSource({
    "<, 1023, OPEN", "<, 1024, CLOSED", "<=, 1024, OPEN", "<=, 1025, CLOSED",
    ">, 1024, CLOSED", ">, 1025, OPEN", ">=, 1024, OPEN", ">=, 1023, CLOSED"
  })
  void every_port_below_another_was_taken_for_that_one_alone(String op, int port, Verdict verdict)
      throws Exception {
    String below =
        match("{\"payload\":{\"protocol\":\"tcp\",\"field\":\"dport\"}}", "1024").replace("==", op);
    assertThat(firewall(rules("drop", rule("in", below, "accept"))).verdict("tcp", port, 4))
        .isEqualTo(verdict);
  }

  /** An older nft names ports; where there is no /etc/protocols, protocols are numbers. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"payload\":{\"protocol\":\"tcp\",\"field\":\"dport\"}}; \"ssh\"",
        "{\"payload\":{\"protocol\":\"tcp\",\"field\":\"dport\"}}; {\"set\":[80,\"ssh\"]}",
        "{\"payload\":{\"protocol\":\"ip\",\"field\":\"protocol\"}}; 6",
        "{\"meta\":{\"key\":\"l4proto\"}}; {\"set\":[\"udp\",6]}",
        "{\"ct\":{\"key\":\"state\"}}; {\"|\":[\"established\",\"new\"]}"
      })
  void what_cannot_be_read_was_taken_for_what_does_not_hold(String left, String right)
      throws Exception {
    Firewall rules = firewall(rules("drop", rule("in", match(left, right), "accept")));
    assertThat(rules.verdict("tcp", 22, 4)).isEqualTo(Verdict.UNSURE);
  }

  private static Firewall firewall(String json) throws Exception {
    Firewall firewall = new Firewall();
    NftRules.parse(json).into(firewall, Set.of());
    return firewall;
  }

  private static String rules(String policy, String... rules) {
    return "{\"nftables\":[{\"metainfo\":{}},{\"chain\":{\"family\":\"inet\",\"table\":\"f\","
        + "\"name\":\"in\",\"type\":\"filter\",\"hook\":\"input\",\"prio\":0,\"policy\":\""
        + policy
        + "\"}},"
        + String.join(",", rules)
        + "]}";
  }

  private static String rule(String chain, String... parts) {
    StringBuilder expr = new StringBuilder();
    for (String part : parts) {
      expr.append(expr.isEmpty() ? "" : ",")
          .append(part.startsWith("{") ? part : "{\"" + part + "\":null}");
    }
    return "{\"rule\":{\"family\":\"inet\",\"table\":\"f\",\"chain\":\""
        + chain
        + "\",\"expr\":["
        + expr
        + "]}}";
  }

  private static String match(String left, String right) {
    String op = right.startsWith("[") ? "in" : "==";
    return "{\"match\":{\"op\":\"" + op + "\",\"left\":" + left + ",\"right\":" + right + "}}";
  }
}

package nightshift.engine.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.Test;

class NetworkResolverTest {

  private static final Target HOST = new Target("network", "host");

  private final Map<String, Object> facts = new HashMap<>();

  /** A network in which all is well; tests break one thing or several. */
  NetworkResolverTest() {
    facts.put("interfaces", 1L);
    facts.put("interfaces_up", 1L);
    facts.put("interfaces_addressed", 1L);
    facts.put("gateways", 1L);
    facts.put("gateway_answers", true);
    facts.put("gateway", "10.0.0.1");
    facts.put("dns_servers", 2L);
    facts.put("dns_answering", 2L);
    facts.put("dns_wrong", 0L);
    facts.put("tcp_endpoints", 3L);
    facts.put("tcp_open", 3L);
    facts.put("tcp_refused", 0L);
    facts.put("tcp_silent", 0L);
    facts.put("tcp_no_way", 0L);
    facts.put("tcp_hosts", 3L);
    facts.put("tcp_host_partly_shut", false);
    facts.put("listening_unlisted", 0L);
  }

  @Test
  void where_all_is_well_nothing_is_the_cause() {
    assertThat(cause()).isEqualTo("unknown");
  }

  @Test
  void the_nearest_broken_thing_is_the_cause_because_all_behind_it_looks_broken_too() {
    set("tcp_open", 0, "tcp_silent", 3);
    assertThat(cause()).isEqualTo("firewall");
    set("dns_answering", 0);
    assertThat(cause()).isEqualTo("dns_dead");
    facts.put("gateway_answers", false);
    assertThat(cause()).isEqualTo("gateway_unreachable");
    set("gateways", 0);
    assertThat(cause()).isEqualTo("no_route");
    set("interfaces_addressed", 0);
    assertThat(cause()).isEqualTo("no_address");
    set("interfaces_up", 0);
    assertThat(cause()).isEqualTo("interface_down");
  }

  @Test
  void dns_is_told_from_a_route() {
    set("dns_answering", 1);
    assertThat(cause()).isEqualTo("dns_partly_dead");
    set("dns_answering", 2, "dns_wrong", 1);
    assertThat(cause()).isEqualTo("dns_wrong");
  }

  @Test
  void a_gateway_that_answers_nobody_but_lets_everything_through_is_no_trouble() {
    facts.put("gateway_answers", false);
    assertThat(cause()).isEqualTo("unknown");
  }

  @Test
  void a_host_that_is_out_of_reach_on_one_port_only_is_behind_a_firewall() {
    set("tcp_open", 2, "tcp_silent", 1);
    assertThat(cause()).isEqualTo("remote_down");
    facts.put("tcp_host_partly_shut", true);
    assertThat(cause()).isEqualTo("firewall");
  }

  @Test
  void one_that_refuses_while_others_answer_is_down_itself() {
    set("tcp_open", 2, "tcp_refused", 1);
    assertThat(cause()).isEqualTo("remote_down");
  }

  @Test
  void no_way_to_anybody_is_a_route_even_where_one_stands_in_the_table() {
    set("tcp_open", 0, "tcp_no_way", 3);
    assertThat(cause()).isEqualTo("no_route");
  }

  @Test
  void a_port_that_a_firewall_forbids_is_not_taken_for_a_missing_route() {
    set("tcp_endpoints", 2, "tcp_hosts", 1, "tcp_open", 0, "tcp_refused", 1, "tcp_no_way", 1);
    facts.put("tcp_host_partly_shut", true);
    assertThat(cause()).isEqualTo("firewall");
  }

  @Test
  void one_host_that_is_down_is_neither_a_firewall_nor_a_missing_route() {
    set("tcp_endpoints", 2, "tcp_hosts", 1, "tcp_open", 0, "tcp_silent", 2);
    assertThat(cause()).isEqualTo("remote_down");
    set("tcp_silent", 1, "tcp_no_way", 1);
    assertThat(cause()).isEqualTo("remote_down");
    facts.remove("gateway_answers");
    assertThat(cause()).as("nobody looked whether there is a way").isEqualTo("no_route");
  }

  @Test
  void an_exposed_port_is_a_cause_only_where_nothing_is_broken() {
    set("listening_unlisted", 2);
    assertThat(cause()).isEqualTo("port_exposed");
    set("gateways", 0);
    assertThat(cause()).isEqualTo("no_route");
  }

  @Test
  void what_was_not_looked_at_is_not_held_against_anybody() {
    facts.clear();
    assertThat(cause()).isEqualTo("unknown");
    Diagnosis d =
        new NetworkResolver()
            .diagnose(
                null,
                HOST,
                List.of(),
                List.of(
                    new ProbeException(
                        ProbeException.Kind.UNREACHABLE, "there is no program \"ip\" on local")));
    assertThat(d.summary()).contains("could not be looked at").contains("\"ip\"");
  }

  private void set(Object... pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      facts.put((String) pairs[i], ((Integer) pairs[i + 1]).longValue());
    }
  }

  private String cause() {
    Reading reading =
        new Reading(
            "net.gateway", HOST, true, null, Map.of(), facts, List.of("seen"), Instant.EPOCH);
    return new NetworkResolver()
        .diagnose(null, HOST, facts.isEmpty() ? List.of() : List.of(reading), List.of())
        .cause();
  }
}

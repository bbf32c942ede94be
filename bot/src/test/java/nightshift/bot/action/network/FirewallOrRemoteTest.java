package nightshift.bot.action.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.Commands;
import nightshift.bot.host.Machines;
import nightshift.bot.host.systemd.Box;
import nightshift.bot.host.systemd.RealSystemd;
import nightshift.config.NetworkSettings;
import nightshift.config.NetworkSettings.Endpoint;
import nightshift.engine.contract.Await;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probes;
import nightshift.engine.resolver.NetworkResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether others are down or something is between: a real host behind a real packet filter. */
@RealSystemd
class FirewallOrRemoteTest {

  private static final Target HOST = Target.parse("network:host");
  private static final int WEB = 9031;
  private static final int DATABASE = 9032;

  private Box box;

  @BeforeEach
  void listen(Box box) {
    this.box = box;
    for (int port : List.of(WEB, DATABASE)) {
      String unit = "listen-" + port + ".service";
      box.define(unit, "[Service]\nExecStart=/usr/bin/busybox httpd -f -p " + port + "\n");
      box.tell("systemctl start " + unit);
    }
    Await.until(
        Duration.ofSeconds(45), () -> box.tell("ss -Hltn").split("903[12]", -1).length == 3);
    box.tell(
        "nft add table inet nightshift_test; nft add chain inet nightshift_test in"
            + " '{ type filter hook input priority 0; }'");
  }

  @AfterEach
  void clear() {
    box.tell("nft delete table inet nightshift_test; systemctl stop 'listen-*'");
  }

  @Test
  void while_everybody_takes_connections_nothing_is_wrong() throws Exception {
    assertThat(knock(address()).healthy()).isTrue();
    assertThat(diagnosis(knock(address())).cause()).isEqualTo("unknown");
  }

  @Test
  void a_service_that_is_down_refuses_and_is_not_taken_for_a_firewall() throws Exception {
    box.tell("systemctl stop listen-" + DATABASE);

    Reading reading = knock(address());

    assertThat(reading.facts()).containsEntry("tcp_open", 1L).containsEntry("tcp_refused", 1L);
    assertThat(diagnosis(reading).cause()).isEqualTo("remote_down");
  }

  @ParameterizedTest
  @CsvSource({
    "drop, tcp_silent",
    "reject with icmpx type admin-prohibited, tcp_no_way",
    "reject with icmpx type host-unreachable, tcp_no_way"
  })
  void a_port_that_a_packet_filter_shuts_is_known_from_another_that_answers(
      String verdict, String fact) throws Exception {
    shut(DATABASE, verdict);

    Reading reading = knock(address());

    assertThat(reading.facts()).containsEntry("tcp_open", 1L).containsEntry(fact, 1L);
    assertThat(diagnosis(reading).cause()).isEqualTo("firewall");
    box.tell("systemctl stop listen-" + WEB);
    assertThat(diagnosis(knock(address())).cause())
        .as("that nobody listens on the other port does not hide it")
        .isEqualTo("firewall");
  }

  @ParameterizedTest
  @CsvSource({"reject with tcp reset", "reject"})
  void a_packet_filter_that_speaks_for_the_host_cannot_be_told_from_nobody_listening(String verdict)
      throws Exception {
    shut(DATABASE, verdict);

    Reading reading = knock(address());

    assertThat(reading.facts()).containsEntry("tcp_open", 1L).containsEntry("tcp_refused", 1L);
    assertThat(diagnosis(reading).cause()).isEqualTo("remote_down");
  }

  @Test
  void a_host_that_is_not_there_is_no_firewall_and_no_missing_route() throws Exception {
    String nobody = address().replaceAll("\\d+$", "250");

    Reading reading = knock(nobody);

    assertThat(reading.facts()).containsEntry("tcp_open", 0L).containsEntry("tcp_refused", 0L);
    assertThat(diagnosis(reading).cause()).isEqualTo("remote_down");
  }

  private void shut(int port, String verdict) {
    String rule = "nft add rule inet nightshift_test in tcp dport " + port + " " + verdict;
    assertThat(box.code(rule)).as(rule).isZero();
  }

  private String address() {
    return box.address().replaceAll("/.*", "");
  }

  private static Reading knock(String host) throws Exception {
    NetworkSettings settings =
        new NetworkSettings(
            List.of(),
            Optional.empty(),
            Duration.ofSeconds(30),
            List.of(),
            List.of(),
            Map.of("web", new Endpoint(host, WEB), "db", new Endpoint(host, DATABASE)),
            Optional.empty());
    Machines machines = new Machines(new Commands(), Map.of());
    return new Probes(
            new NetworkFamily(
                    settings, machines, List.of(), InstantSource.fixed(Instant.EPOCH), _ -> {})
                .probes())
        .read("net.tcp", HOST);
  }

  /** Where the way to the gateway is well. */
  private static Diagnosis diagnosis(Reading reading) {
    Reading gateway =
        new Reading(
            "net.gateway",
            HOST,
            true,
            null,
            Map.of(),
            Map.of("gateways", 1L, "gateway_answers", true),
            List.of(),
            Instant.EPOCH);
    return new NetworkResolver().diagnose(null, HOST, List.of(gateway, reading), List.of());
  }
}

package nightshift.bot.action.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.Commands;
import nightshift.bot.host.Machines;
import nightshift.bot.host.net.DnsBench;
import nightshift.config.NetworkSettings;
import nightshift.config.NetworkSettings.Endpoint;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probes;
import nightshift.engine.resolver.NetworkResolver;
import org.junit.jupiter.api.Test;

/** What is asked from this machine itself: name servers and connections, all on loopback. */
class LocalProbesTest {

  private static final Target HOST = Target.parse("network:host");

  @Test
  void name_servers_are_asked_one_by_one() throws Exception {
    try (DnsBench good = new DnsBench("127.0.0.1").knows("example.org", "192.0.2.1");
        DnsBench dead = new DnsBench("127.0.0.1")) {
      dead.silent(true);
      Probes probes =
          probes(List.of(good.endpoint(), dead.endpoint()), List.of("example.org"), Map.of());

      Reading reading = probes.read("net.dns", HOST);

      assertThat(reading.healthy()).isFalse();
      assertThat(reading.lines().get(0))
          .contains(good.endpoint() + ", asked for example.org: NOERROR");
      assertThat(reading.lines().get(1)).contains("no answer within 3 s");
      assertThat(diagnosis(reading).cause()).isEqualTo("dns_partly_dead");
      dead.knows("example.org", "192.0.2.1").silent(false);
      assertThat(probes.read("net.dns", HOST).healthy()).isTrue();
    }
  }

  @Test
  void a_name_server_that_knows_nothing_is_told_from_a_dead_one() throws Exception {
    try (DnsBench empty = new DnsBench("127.0.0.1")) {
      Reading named =
          probes(List.of(empty.endpoint()), List.of("example.org"), Map.of()).read("net.dns", HOST);
      assertThat(named.lines()).first().asString().contains("NXDOMAIN");
      assertThat(diagnosis(named).cause()).isEqualTo("dns_wrong");

      Reading root = probes(List.of(empty.endpoint()), List.of(), Map.of()).read("net.dns", HOST);
      assertThat(root.healthy()).as("every resolver knows the root").isTrue();

      empty.silent(true);
      Reading dead = probes(List.of(empty.endpoint()), List.of(), Map.of()).read("net.dns", HOST);
      assertThat(diagnosis(dead).cause()).isEqualTo("dns_dead");
    }
  }

  @Test
  void a_port_that_takes_connections_is_told_from_one_that_refuses() throws Exception {
    try (ServerSocket open = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      int closed = free();
      Probes probes =
          probes(
              List.of(),
              List.of(),
              Map.of(
                  "web", new Endpoint("127.0.0.1", open.getLocalPort()),
                  "db", new Endpoint("127.0.0.1", closed)));

      Reading reading = probes.read("net.tcp", HOST);

      assertThat(reading.healthy()).isFalse();
      assertThat(reading.facts()).containsEntry("tcp_open", 1L).containsEntry("tcp_refused", 1L);
      assertThat(reading.lines())
          .contains("db (127.0.0.1:" + closed + "): it refuses")
          .anyMatch(l -> l.startsWith("web ") && l.endsWith("it takes connections"));
      assertThat(diagnosis(reading).cause()).isEqualTo("remote_down");
    }
  }

  @Test
  void what_cannot_be_asked_from_here_says_so() {
    Probes probes = probes(List.of(), List.of(), Map.of());
    assertThatExceptionOfType(ProbeException.class)
        .isThrownBy(() -> probes.read("net.tcp", HOST))
        .withMessageContaining("network.endpoints names none");
    assertThatExceptionOfType(ProbeException.class)
        .isThrownBy(() -> probes.read("net.dns", Target.parse("network://attic/host")))
        .withMessageContaining("a known machine");
    assertThatExceptionOfType(ProbeException.class)
        .isThrownBy(() -> probes.read("net.interfaces", Target.parse("disk:/srv")))
        .withMessageContaining("this is no network");
  }

  private static Diagnosis diagnosis(Reading reading) {
    return new NetworkResolver().diagnose(null, HOST, List.of(reading), List.of());
  }

  private static int free() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return taken.getLocalPort();
    }
  }

  private static Probes probes(
      List<Endpoint> servers, List<String> lookups, Map<String, Endpoint> endpoints) {
    NetworkSettings settings =
        new NetworkSettings(
            List.of(),
            Optional.empty(),
            Duration.ofSeconds(30),
            servers,
            lookups,
            endpoints,
            Optional.empty());
    Machines machines = new Machines(new Commands(), Map.of());
    return new Probes(
        new NetworkFamily(
                settings, machines, List.of(), InstantSource.fixed(Instant.EPOCH), _ -> {})
            .probes());
  }
}

package nightshift.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nightshift.config.NetworkSettings.Endpoint;
import nightshift.config.NetworkSettings.Port;
import nightshift.config.yaml.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicesAndNetworkTest {

  @TempDir Path folder;
  private Marked marked;

  @BeforeEach
  void file() {
    marked = new Marked(folder.resolve("nightshift.yaml"), f -> SettingsLoader.load(f, Map.of()));
  }

  @Test
  void both_sections_are_read_whole() {
    Settings settings =
        (Settings)
            marked
                .load(
                    """
                    services: { allow: [nginx, "app-*", backup.timer], protect: [app-db] }
                    network:
                      interfaces: [eth0]
                      unit: systemd-networkd.service
                      confirm: 45s
                      nameservers: [192.168.1.1, "[fd00::1]:5353"]
                      lookups: [example.org]
                      endpoints: { router: "192.168.1.1:443" }
                      open: [22, 53/udp]
                    """)
                .value()
                .orElseThrow();
    assertThat(settings.services().allow()).containsExactly("nginx", "app-*", "backup.timer");
    assertThat(settings.services().protect()).containsExactly("app-db");
    assertThat(settings.network().confirm()).isEqualTo(Duration.ofSeconds(45));
    assertThat(settings.network().unit()).contains("systemd-networkd.service");
    assertThat(settings.network().nameservers())
        .containsExactly(new Endpoint("192.168.1.1", 53), new Endpoint("fd00::1", 5353));
    assertThat(settings.network().endpoints())
        .containsEntry("router", new Endpoint("192.168.1.1", 443));
    assertThat(settings.network().open())
        .contains(List.of(new Port(22, "tcp"), new Port(53, "udp")));
  }

  @Test
  void nothing_written_allows_nothing() {
    Settings settings = (Settings) marked.load("approval: {}\n").value().orElseThrow();
    assertThat(settings.services().allow()).isEmpty();
    assertThat(settings.network().interfaces()).isEmpty();
    assertThat(settings.network().open()).as("no policy is not an empty policy").isEmpty();
    assertThat(marked.problems("services: {}\n"))
        .singleElement()
        .matches(p -> !p.isError())
        .extracting(Problem::toString)
        .asString()
        .contains("no service may be touched");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      value = {
        "§servces: {} ^ unknown key \"servces\"; did you mean \"services\"?",
        "services: { §alow: [a] } ^ did you mean \"allow\"?",
        "services: { allow: [§'a b'] } ^ must be a unit such as nginx",
        "services: { allow: [§'-x'] } ^ must be a unit such as nginx",
        "services: { allow: [§'a;b'] } ^ must be a unit such as nginx",
        "§netwrok: {} ^ did you mean \"network\"?",
        "network: { §interface: [eth0] } ^ did you mean \"interfaces\"?",
        "network: { interfaces: [§'eth0; reboot'] } ^ must be an interface such as eth0",
        "network: { unit: §networkd } ^ must be a unit such as systemd-networkd.service",
        "network: { confirm: §1s } ^ must be between 5s and 10m",
        "network: { confirm: §1h } ^ must be between 5s and 10m",
        "network: { nameservers: [§'x:70000'] } ^ must be an address such as 192.168.1.1",
        "network: { endpoints: { web: §'example.org' } } ^ must be host:port",
        "network: { endpoints: { §Web: 'example.org:1' } } ^ a name has lower-case letters",
        "network: { lookups: [§'a b'] } ^ must be a name such as example.org",
        "network: { open: [§https] } ^ must be a port such as 443 or 53/udp",
        "network: { open: [§'0/tcp'] } ^ must be a port such as 443 or 53/udp"
      })
  void mistakes_are_found_where_they_are(String text, String message) {
    assertThat(marked.problem(text).toString()).contains(message);
  }
}

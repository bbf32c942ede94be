package nightshift.bot.host.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which registry an image is of: a log-in goes to no other one. */
class RegistriesTest {

  @ParameterizedTest
  @CsvSource({
    "web, docker.io",
    "web:1.2, docker.io",
    "web@sha256:0123, docker.io",
    "me/web:1.2, docker.io",
    "docker.io/me/web, docker.io",
    "index.docker.io/me/web, docker.io",
    "ghcr.io/me/web:1, ghcr.io",
    "GHCR.io/me/web, ghcr.io",
    "registry.lan:5000/web@sha256:0123, registry.lan:5000",
    "registry:5000/web, registry:5000",
    "localhost/web, localhost",
    "me/ghcr.io/web, docker.io",
    "ghcr.io.example.org/web, ghcr.io.example.org"
  })
  void the_host_is_what_docker_takes_it_to_be(String image, String host) {
    assertThat(Registries.host(image)).isEqualTo(host);
  }

  /** Docker takes a first word with a capital letter for a host, for no repository has one. */
  @ParameterizedTest
  @CsvSource({"NAS/web, nas", "Evil/me/web:1, evil", "LOCALHOST/web, localhost"})
  void the_log_in_of_docker_hub_went_to_a_host_with_a_capital_letter(String image, String host) {
    assertThat(Registries.host(image)).isEqualTo(host);
  }
}

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
}

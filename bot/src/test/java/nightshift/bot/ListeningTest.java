package nightshift.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import nightshift.config.Settings;
import org.junit.jupiter.api.Test;

class ListeningTest {

  private static String at(String host) {
    return Listening.address(new Settings.Http(host, 0, Optional.empty()), 3100).toString();
  }

  @Test
  void an_address_is_as_configured() {
    assertThat(at("127.0.0.1")).isEqualTo("http://127.0.0.1:3100");
    assertThat(at("::1")).isEqualTo("http://[::1]:3100");
  }

  @Test
  void a_server_on_every_address_is_found_under_a_name_that_can_be_opened() {
    assertThat(at("0.0.0.0")).doesNotContain("0.0.0.0").matches("http://.+:3100");
    assertThat(at("::")).doesNotContain("[::]").matches("http://.+:3100");
  }
}

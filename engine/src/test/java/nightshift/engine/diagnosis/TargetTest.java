package nightshift.engine.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @ParameterizedTest
  @CsvSource({
    "service:db.service, service:db",
    "service://nas/db.service, service://nas/db",
    "service:php8.2-fpm.service, service:php8.2-fpm",
    "disk:/srv/pool/, disk:/srv/pool",
    "disk:/srv//pool, disk:/srv/pool",
    "disk://nas/srv//pool/, disk://nas/srv/pool",
  })
  void two_spellings_are_one_target(String spelled, String target) {
    assertThat(Target.parse(spelled)).isEqualTo(Target.parse(target)).hasToString(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service:backup.timer",
        "service:backup.timer.service",
        "service:db.service.service",
        "service:_.service/x",
        "disk:/",
        "container:web.service",
        "http:a//b"
      })
  void other_things_are_read_as_they_are(String text) {
    assertThat(Target.parse(text)).hasToString(text);
  }
}

package nightshift.bot.action.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nightshift.config.CustomAction.Input;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The check of a declared command is a probe. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CustomCheckTest {

  @TempDir Path home;

  @Test
  void the_check_is_a_probe_of_the_same_name() throws Exception {
    Bench bench = new Bench(home);
    Path look = bench.script("look", "echo looking; test -e " + home.resolve("well"));
    Probe probe =
        new CustomFamily(
                List.of(bench.verify(look.toString()).action("/bin/true")),
                Bench.HERE,
                Bench.MARKS,
                InstantSource.fixed(Instant.EPOCH))
            .probes()
            .getFirst();
    Target target = new Target("service", "web");

    Reading sick = probe.read(target);
    Files.createFile(home.resolve("well"));

    assertThat(probe.name()).isEqualTo("custom.try-it");
    assertThat(sick.healthy()).isFalse();
    assertThat(sick.value()).isEqualTo(1.0);
    assertThat(sick.lines()).containsExactly("looking");
    assertThat(probe.read(target).healthy()).isTrue();
  }

  @Test
  void a_check_that_needs_an_input_without_default_says_so() {
    Bench bench = new Bench(home).input("name", Input.Type.NAME).verify("/bin/echo", "{{ name }}");
    Probe probe =
        new CustomFamily(
                List.of(bench.action("/bin/true")), Bench.HERE, Bench.MARKS, InstantSource.system())
            .probes()
            .getFirst();

    assertThatExceptionOfType(ProbeException.class)
        .isThrownBy(() -> probe.read(new Target("service", "web")))
        .withMessageContaining("no default");
  }
}

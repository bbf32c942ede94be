package nightshift.bot.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramsTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final Machine here = new Commands();

  @Test
  void a_program_that_is_not_there_is_named_with_the_machine() {
    assertThatExceptionOfType(ProgramTrouble.class)
        .isThrownBy(
            () -> Programs.run(here, "looking", LONG, List.of("nightshift-no-such-program")))
        .withMessage(
            "looking: there is no program \"nightshift-no-such-program\" on local; install it to"
                + " have it")
        .matches(e -> e.kind() == ProgramTrouble.Kind.MISSING);
  }

  @Test
  void what_a_program_ends_with_is_not_taken_for_a_missing_one() throws Exception {
    assertThat(Programs.run(here, "looking", LONG, List.of("sh", "-c", "exit 127")).exitCode())
        .isEqualTo(127);
    assertThatExceptionOfType(ProgramTrouble.class)
        .isThrownBy(
            () -> Programs.output(here, "looking", LONG, List.of("sh", "-c", "echo no; exit 3")))
        .withMessage("looking on local: \"sh\" ended with exit code 3: no")
        .matches(e -> e.kind() == ProgramTrouble.Kind.REFUSED);
  }

  @Test
  void one_that_does_not_end_is_stopped_and_its_effect_is_unknown() {
    assertThatExceptionOfType(ProgramTrouble.class)
        .isThrownBy(
            () -> Programs.run(here, "looking", Duration.ofMillis(200), List.of("sleep", "600")))
        .withMessageContaining("had not ended after")
        .matches(e -> e.kind() == ProgramTrouble.Kind.NO_ANSWER);
  }

  @Test
  void no_shell_reads_the_arguments() throws Exception {
    String odd = "$(id); `id` > /tmp/x & *";
    assertThat(Programs.output(here, "saying", LONG, List.of("printf", "%s", odd))).isEqualTo(odd);
  }
}

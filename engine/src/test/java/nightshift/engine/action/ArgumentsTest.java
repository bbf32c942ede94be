package nightshift.engine.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments are typed; what does not fit is refused with the key and a suggestion. */
class ArgumentsTest {

  enum Mode {
    FAST,
    VERY_SLOW
  }

  record All(
      String name,
      int count,
      Duration olderThan,
      Optional<Arguments.Size> limit,
      List<String> paths,
      Optional<Mode> mode,
      Map<String, String> inputs) {}

  private static final Map<String, Object> GOOD =
      Map.of(
          "name",
          "web",
          "count",
          3,
          "older_than",
          "7d",
          "limit",
          "512MiB",
          "paths",
          List.of("/tmp"),
          "mode",
          "very-slow",
          "inputs",
          Map.of("a", 1));

  @Test
  void every_type_is_bound() throws BadArguments {
    All all = Arguments.bind(All.class, GOOD);
    assertThat(all.olderThan()).isEqualTo(Duration.ofDays(7));
    assertThat(all.limit()).contains(new Arguments.Size(512L << 20));
    assertThat(all.mode()).contains(Mode.VERY_SLOW);
    assertThat(all.inputs()).containsEntry("a", "1");
  }

  @ParameterizedTest
  @CsvSource({
    "count, many, whole number",
    "count, 99999999999, whole number",
    "older_than, soon, a duration such as",
    "limit, big, a size such as",
    "mode, slow, 'one of fast, very-slow'",
    "older_then, 7d, 'did you mean \"older_than\"?'"
  })
  void what_does_not_fit_names_the_key_and_what_it_must_be(String key, String value, String hint) {
    Map<String, Object> values = new HashMap<>(GOOD);
    values.put(key, value);
    assertThatExceptionOfType(BadArguments.class)
        .isThrownBy(() -> Arguments.bind(All.class, values))
        .withMessageContaining(key)
        .withMessageContaining(hint);
  }

  @Test
  void what_is_missing_is_named() {
    assertThatExceptionOfType(BadArguments.class)
        .isThrownBy(() -> Arguments.bind(All.class, Map.of()))
        .withMessage("argument \"name\" is missing");
  }

  @ParameterizedTest
  @CsvSource({"512m, 536870912", "2GB, 2000000000", "1KiB, 1024", "10, 10", "1.5g, 1610612736"})
  void sizes_are_read_as_operators_write_them(String text, long bytes) {
    assertThat(Bytes.parse(text)).contains(bytes);
  }
}

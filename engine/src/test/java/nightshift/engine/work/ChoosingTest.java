package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept of a choice. */
class ChoosingTest {

  @Test
  void twenty_lines_of_two_hundred_characters_are_kept() {
    List<String> many = IntStream.range(0, 25).mapToObj(i -> i + ": " + "x".repeat(500)).toList();
    List<String> kept = new Choosing.Choice(Optional.empty(), many).kept();
    assertThat(kept).hasSize(20).allMatch(l -> l.length() <= 200);
    assertThat(kept).last().isEqualTo("6 more do not match either");
    assertThat(new Choosing.Choice(Optional.empty(), many.subList(0, 20)).kept())
        .hasSize(20)
        .last()
        .asString()
        .startsWith("19: x");
  }

  @Test
  void text_of_an_alert_stays_on_one_line() {
    assertThat(new Choosing.Choice(Optional.empty(), List.of("a: label is \"\n\u001b[2J\"")).kept())
        .singleElement()
        .asString()
        .doesNotContain("\n", "\u001b");
  }
}

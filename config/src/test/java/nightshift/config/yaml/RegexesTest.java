package nightshift.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "`` ~ 1",
        "abc* ~ 1",
        "a{7} ~ 7",
        "a{7,} ~ 7",
        "a{2,9} ~ 9",
        "a{0} ~ 1",
        "a{,9} ~ 1",
        "a{2}b{3} ~ 3",
        "a{2}|b{3} ~ 3",
        "(a{2}){3} ~ 6",
        "(?:a{2}b{5}c){3}d{4} ~ 15",
        "(?i)(?P<n>a{2})?{3} ~ 6",
        "((a{10}){10}){10} ~ 1000",
        "(a(b{10}){10}c){10} ~ 1000",
        "a{2}{3}{4} ~ 24",
        "(a{2}\\(b){3} ~ 6",
        "(a{2}[(]b){3} ~ 6",
        "(a{2}[]({9}]b){3} ~ 6",
        "(a{2}[^]({9}]b){3} ~ 6",
        "(a{2}[[:alpha:](]b){3} ~ 6",
        "(a{2}[\\](]b){3} ~ 6",
        "(a{2}\\Q(({9}\\Eb){3} ~ 6",
        "\\x{1000}\\p{Greek}a{2} ~ 2",
        "\\d{1,3}\\.\\d{1,3}\\.\\d{1,3} ~ 3",
        "))a{2}((( ~ 1",
        "((a{999999999}){999999999}){999999999} ~ 2147483647",
        "[a{9} ~ 1",
        "a\\ ~ 1",
      })
  void nested_counted_repeats_multiply_and_others_do_not(String regex, long copies) {
    assertThat(Regexes.copies(regex)).isEqualTo(copies);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a{10}){100}", "(.*) is (full|dead) [0-9]{1,3}%", "a{1000}"})
  void an_expression_of_bearable_size_is_taken(String regex) {
    assertThat(Regexes.tooLarge(regex)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"((a{1,500}){1,500}){1,500}", "(a{10}){101}", "((((a{9}){9}){9}){9}){9}"})
  void an_expression_that_multiplies_to_more_is_refused(String regex) {
    assertThat(Regexes.tooLarge(regex)).get().asString().contains("more than 1000 copies");
  }

  @Test
  void an_expression_may_have_500_characters_and_no_more() {
    assertThat(Regexes.tooLarge("a".repeat(500))).isEmpty();
    assertThat(Regexes.tooLarge("a".repeat(501))).get().asString().contains("500 characters");
  }
}

package nightshift.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import nightshift.config.SettingsLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileFilesTest {

  @TempDir Path folder;

  private Problem only(byte[] bytes) throws Exception {
    Path file = folder.resolve("n.yaml");
    Files.write(file, bytes);
    Loaded<?> loaded =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60), () -> SettingsLoader.load(file, Map.of()));
    assertThat(loaded.ok()).isFalse();
    assertThat(loaded.problems()).hasSize(1);
    return loaded.problems().getFirst();
  }

  private Problem only(String text) throws Exception {
    return only(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void an_alias_bomb_is_refused_at_its_first_anchor() throws Exception {
    Problem p = only("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n");
    assertThat(p.line()).isEqualTo(1);
    assertThat(p.column()).isEqualTo(4);
    assertThat(p.message()).contains("anchors (&name) are not allowed; write the value out");
  }

  @Test
  void an_alias_of_nothing_is_refused() throws Exception {
    assertThat(only("data: *x\n").message()).contains("aliases (*name)");
  }

  @Test
  void a_tag_is_refused() throws Exception {
    Problem p = only("data: !!javax.script.ScriptEngineManager [x]\n");
    assertThat(p.column()).isEqualTo(7);
    assertThat(p.message()).contains("are not allowed");
  }

  @Test
  void a_huge_file_is_refused_unread() throws Exception {
    assertThat(only("#".repeat(Source.MAX_BYTES + 1)).message()).contains("larger than 1 MiB");
  }

  @Test
  void an_endless_device_is_refused() {
    assertThat(SettingsLoader.load(Path.of("/dev/zero"), Map.of()).problems().getFirst().message())
        .contains("not a regular file");
  }

  @Test
  void deep_nesting_is_refused_quickly() throws Exception {
    assertThat(only("data: " + "[".repeat(500_000)).message()).contains("nested more than");
    assertThat(only("data: " + "{a: ".repeat(200_000)).message()).contains("nested more than");
    assertThat(only("- ".repeat(500_000) + "x").message()).contains("nested more than");
  }

  @Test
  void other_encodings_are_refused_in_words() throws Exception {
    assertThat(only(new byte[] {'a', ':', ' ', (byte) 0xC3, 0x28}).message())
        .isEqualTo("is not UTF-8 text; save it as UTF-8");
    assertThat(only("data: x".getBytes(StandardCharsets.UTF_16)).message()).contains("not UTF-8");
  }

  @Test
  void a_control_character_is_found_where_it_stands() throws Exception {
    Problem p = only("data: x\nhttp: \u0007\n");
    assertThat(p.line()).isEqualTo(2);
    assertThat(p.column()).isEqualTo(7);
    assertThat(p.message()).contains("U+0007");
  }

  @Test
  void an_empty_file_says_so() throws Exception {
    assertThat(only("# nothing\n").message()).isEqualTo("the file is empty");
  }

  @Test
  void a_second_document_is_refused() throws Exception {
    assertThat(only("data: x\n---\ndata: y\n").message()).contains("one file holds one document");
  }

  @Test
  void broken_yaml_says_where() throws Exception {
    Problem p = only("data: x\n  http: y\n");
    assertThat(p.line()).isEqualTo(2);
    assertThat(p.message()).startsWith("not valid YAML: ");
  }

  @Test
  void a_list_or_a_word_is_no_configuration() throws Exception {
    assertThat(only("[]").message()).isEqualTo("must be a map (key: value), not a list");
    assertThat(only("hello").message()).contains("not \"hello\"");
  }

  @Test
  void a_key_that_is_not_a_word_is_refused() throws Exception {
    assertThat(only("[a]: b\n").message()).contains("a key must be a plain word");
  }
}

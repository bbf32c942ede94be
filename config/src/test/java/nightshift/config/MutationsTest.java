package nightshift.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import nightshift.config.playbook.Known;
import nightshift.config.playbook.PlaybookLoader;
import nightshift.config.yaml.Loaded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Breaks the example files in many ways: every one is loaded or refused with a position. How often
 * is the system property {@code nightshift.mutations}.
 */
class MutationsTest {

  private static final int ROUNDS = Integer.getInteger("nightshift.mutations", 5_000);
  private static final List<String> BITS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ": ",
          "- ",
          "\n",
          "  ",
          "\t",
          "\"",
          "'",
          "|",
          ">",
          "&a ",
          "*a",
          "!!x ",
          "${X}",
          "{{",
          "}}",
          "{{ a.b }}",
          "null",
          "~",
          "\u0000",
          "\u202e",
          "\ud83d\ude00",
          "%",
          "@",
          "`",
          "#",
          "<<: ",
          "---\n",
          "0x7f",
          "1e999",
          "-",
          "9".repeat(40),
          "true",
          "((((",
          "(a+)+",
          "details.x > 1",
          "labels.all(a, true)",
          "? ",
          "\r",
          "\ufeff",
          "$(id)");

  @TempDir Path folder;

  @Test
  void broken_files_never_throw_and_never_hang() throws Exception {
    Path settings = ExamplesTest.EXAMPLES.resolve("nightshift.yaml");
    List<Path> playbooks;
    try (Stream<Path> files = Files.list(ExamplesTest.EXAMPLES.resolve("playbooks"))) {
      playbooks = files.sorted().toList();
    }
    Known known = Samples.known();
    Random random = new Random(20_261_124);
    assertTimeoutPreemptively(
        Duration.ofMinutes(15),
        () -> {
          int refused = 0;
          for (int i = 0; i < ROUNDS; i++) {
            Path original = i % 3 == 0 ? settings : playbooks.get(i % playbooks.size());
            String text = mutated(Files.readString(original), random);
            refused += check(load(text, original == settings, known), text) ? 0 : 1;
          }
          assertThat(refused).isGreaterThan(ROUNDS / 3);
        });
  }

  private Loaded<?> load(String text, boolean settings, Known known) throws Exception {
    Path file = folder.resolve("p.yaml");
    Files.writeString(file, text);
    return settings
        ? SettingsLoader.load(file, Map.of("X", "y"))
        : PlaybookLoader.load(folder, known);
  }

  private static boolean check(Loaded<?> loaded, String text) {
    assertThat(loaded.ok() || !loaded.problems().isEmpty()).isTrue();
    long lines = text.lines().count() + 1;
    for (var p : loaded.problems()) {
      assertThat(p.line()).as(text).isBetween(0, (int) lines);
      assertThat(p.message()).isNotBlank().hasSizeLessThan(700).doesNotContain("java.");
    }
    assertThat(CheckReport.render(loaded.problems())).doesNotContain("\u202e");
    return loaded.ok();
  }

  private static String mutated(String text, Random random) {
    StringBuilder out = new StringBuilder(text);
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(out.length());
      int end = Math.min(out.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(5)) {
        case 0 -> out.delete(at, end);
        case 1 -> out.insert(at, BITS.get(random.nextInt(BITS.size())));
        case 2 -> out.replace(at, end, BITS.get(random.nextInt(BITS.size())));
        case 3 -> out.insert(at, out.substring(at, Math.min(out.length(), at + 80)));
        default -> out.setCharAt(at, (char) (32 + random.nextInt(96)));
      }
    }
    return out.toString();
  }
}

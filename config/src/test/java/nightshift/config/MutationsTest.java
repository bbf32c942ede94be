package nightshift.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import nightshift.config.playbook.Known;
import nightshift.config.playbook.PlaybookLoader;
import nightshift.config.yaml.Loaded;
import nightshift.engine.contract.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Breaks the example files in many ways: every one is loaded or refused with a position, nothing is
 * executed, and no file is touched.
 */
class MutationsTest {

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
      playbooks = files.filter(Files::isRegularFile).sorted().toList();
    }
    Known known = Samples.known();
    Path canary = folder.resolve("canary");
    Path work = Files.createDirectory(folder.resolve("work"));
    List<String> pieces = new ArrayList<>(BITS);
    pieces.add("$(touch " + canary + ")");
    pieces.add("`touch " + canary + "`");
    pieces.add(canary.toString());
    AtomicInteger refused = new AtomicInteger();
    assertTimeoutPreemptively(
        Duration.ofMinutes(15),
        () -> {
          int ran =
              Fuzz.each(
                  1_000,
                  5_000,
                  (i, random) -> {
                    Path original = i % 3 == 0 ? settings : playbooks.get(i % playbooks.size());
                    String text = Fuzz.mutated(Files.readString(original), random, pieces);
                    Loaded<?> loaded = load(work, text, original == settings, known);
                    refused.addAndGet(check(loaded, text) ? 0 : 1);
                  });
          assertThat(refused.get()).isGreaterThan(ran / 4);
        });
    assertThat(canary).doesNotExist();
    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(left).containsExactlyInAnyOrder(folder, work, work.resolve("p.yaml"));
    }
  }

  private static Loaded<?> load(Path work, String text, boolean settings, Known known)
      throws Exception {
    Path file = work.resolve("p.yaml");
    Files.writeString(file, text);
    return settings
        ? SettingsLoader.load(file, Map.of("X", "y"))
        : PlaybookLoader.load(work, known);
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
}

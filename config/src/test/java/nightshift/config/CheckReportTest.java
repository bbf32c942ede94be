package nightshift.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nightshift.config.yaml.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckReportTest {

  @TempDir Path folder;

  private List<Problem> problems(String text) throws Exception {
    Path file = folder.resolve("n.yaml");
    Files.writeString(file, text);
    return SettingsLoader.load(file, Map.of()).problems();
  }

  @Test
  void each_problem_shows_its_line_and_points_at_it() throws Exception {
    String report = CheckReport.render(problems("data: d\nhttp:\n  listn: x\ndocker:\n"));
    assertThat(report.replace(folder + "/", ""))
        .isEqualTo(
            """
            n.yaml:3:3: http.listn: unknown key "listn"; did you mean "listen"?
                listn: x
                ^
            n.yaml:4:1: warning: docker: lists no "containers", so none may be touched
              docker:
              ^
            1 error, 1 warning
            """);
  }

  @Test
  void a_problem_of_a_whole_file_has_no_caret() {
    Problem whole = Problem.ofFile(Path.of("n.yaml"), "is larger than 1 MiB; split it");
    assertThat(CheckReport.render(List.of(whole)))
        .isEqualTo("n.yaml: is larger than 1 MiB; split it\n1 error, 0 warnings\n");
  }

  @Test
  void no_problem_is_said_too() {
    assertThat(CheckReport.render(List.of())).isEqualTo("0 errors, 0 warnings\n");
  }

  @Test
  void hostile_text_cannot_command_the_terminal() throws Exception {
    String report =
        CheckReport.render(
            problems("\"\\e[31m\\u202Ered\": 1\n\"" + "k".repeat(5_000) + "\": 1\n"));
    assertThat(report).doesNotContain("\u001b").doesNotContain("\u202e");
    assertThat(report.lines()).allMatch(l -> l.length() < 800);
  }
}

package nightshift.config.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import nightshift.config.Marked;
import nightshift.config.Samples;
import nightshift.config.yaml.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A good playbook, to put one mistake into. */
abstract class OneMistake {

  static final String GOOD =
      """
      playbook: crash
      match: ['alertname="Crash"']
      target: "container:{{ details.containerName }}"
      steps:
        - container.restart: { grace: 10s }
      """;

  @TempDir Path folder;
  Marked marked;

  @BeforeEach
  void file() {
    marked =
        new Marked(folder.resolve("p.yaml"), f -> PlaybookLoader.load(folder, Samples.known()));
  }

  String message(String text) {
    Problem problem = marked.problem(text);
    assertThat(problem.isError()).isTrue();
    return problem.message();
  }
}

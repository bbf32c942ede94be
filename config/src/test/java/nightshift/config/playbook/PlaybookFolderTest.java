package nightshift.config.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nightshift.config.Samples;
import nightshift.config.yaml.Loaded;
import nightshift.config.yaml.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of playbooks: which files count, and all their mistakes at once. */
class PlaybookFolderTest extends OneMistake {

  @Test
  void a_link_out_of_the_folder_is_refused_without_a_word_of_its_target(@TempDir Path elsewhere)
      throws Exception {
    Path target = Files.writeString(elsewhere.resolve("passwords"), "hunter2: [oops\n");
    Files.createSymbolicLink(folder.resolve("q.yaml"), target);
    Loaded<?> loaded = marked.load(GOOD);
    assertThat(loaded.problems())
        .singleElement()
        .satisfies(p -> {
          assertThat(p.message()).startsWith("is a link that leads out of this folder");
          assertThat(p.toString() + p.excerpt()).doesNotContain("hunter2").doesNotContain("oops");
        });
  }

  @Test
  void a_link_that_stays_inside_the_folder_is_read() throws Exception {
    Path data = Files.createDirectory(folder.resolve("..data"));
    Files.writeString(data.resolve("q.yaml"), GOOD.replace("crash", "linked"));
    Files.createSymbolicLink(folder.resolve("q.yaml"), data.resolve("q.yaml"));
    assertThat(marked.problems(GOOD)).isEmpty();
  }

  @Test
  void two_files_cannot_hold_the_same_name() throws Exception {
    Files.writeString(folder.resolve("a.yaml"), GOOD);
    assertThat(message(GOOD.replace("playbook: ", "playbook: §")))
        .isEqualTo("playbook: the name \"crash\" is taken by a.yaml");
  }

  @Test
  void one_run_reports_every_mistake_of_every_file() throws Exception {
    Files.writeString(folder.resolve("a.yaml"), "playbook: A\nfor: x\nrisk: y\n");
    List<Problem> all = marked.problems("playbook: B\nfor: x\n");
    assertThat(all).hasSizeGreaterThan(8);
    assertThat(all).isSortedAccordingTo(Problem.ORDER);
  }

  @Test
  void a_bad_file_does_not_take_the_good_ones_with_it() throws Exception {
    Files.writeString(folder.resolve("a.yaml"), GOOD);
    var loaded = marked.load("nonsense: true\n");
    assertThat(loaded.ok()).isFalse();
    assertThat((List<?>) loaded.value().orElseThrow()).hasSize(1);
  }

  @Test
  void a_folder_that_is_not_there_holds_no_playbooks_and_says_so() {
    var loaded = PlaybookLoader.load(folder.resolve("nowhere"), Samples.known());
    assertThat(loaded.value().orElseThrow()).isEmpty();
    assertThat(loaded.problems())
        .singleElement()
        .extracting(Problem::toString)
        .asString()
        .endsWith("nowhere: warning: there is no such folder, so there are no playbooks");
  }

  @Test
  void a_folder_that_is_a_file_is_a_mistake() throws Exception {
    var loaded = PlaybookLoader.load(Files.createFile(folder.resolve("file")), Samples.known());
    assertThat(loaded.value()).isEmpty();
    assertThat(loaded.ok()).isFalse();
  }
}

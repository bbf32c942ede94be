package nightshift.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import nightshift.config.playbook.PlaybookLoader;
import nightshift.config.yaml.Loaded;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.playbook.Facts;
import nightshift.engine.playbook.Playbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {

  static final Path EXAMPLES = Path.of(System.getProperty("nightshift.root"), "config/examples");

  @TempDir Path folder;

  @Test
  void the_example_settings_have_no_problem() {
    Loaded<Settings> loaded = SettingsLoader.load(EXAMPLES.resolve("nightshift.yaml"), Map.of());
    assertThat(loaded.problems()).isEmpty();
    Settings settings = loaded.value().orElseThrow();
    assertThat(settings.policy().approval()).containsOnlyKeys(Risk.values());
    assertThat(settings.docker().orElseThrow().containers()).containsExactly("web-*", "api");
    assertThat(settings.disk().quotas()).containsEntry(Path.of("/srv/pool"), 200_000_000_000L);
    assertThat(settings.playbooks()).isEqualTo(EXAMPLES.toAbsolutePath().resolve("playbooks"));
  }

  /** Two of them: the others need more than the samples here know; the program's tests load all. */
  private Path two() throws IOException {
    for (String name : List.of("container-crashed.yaml", "disk-full.yaml")) {
      Files.copy(
          EXAMPLES.resolve("playbooks").resolve(name),
          folder.resolve(name),
          StandardCopyOption.REPLACE_EXISTING);
    }
    return folder;
  }

  @Test
  void the_example_playbooks_have_no_problem() throws Exception {
    Loaded<List<Playbook>> loaded = PlaybookLoader.load(two(), Samples.known());
    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.value().orElseThrow())
        .extracting(p -> p.ref().name())
        .containsExactly("container-crashed", "disk-full");
  }

  @Test
  void a_container_that_ran_out_of_memory_gets_more_before_it_is_restarted() throws Exception {
    Playbook playbook =
        PlaybookLoader.load(two(), Samples.known()).value().orElseThrow().getFirst();
    var alert = Samples.alert("Container web crashed", Map.of(), Map.of("containerName", "web"));
    Facts oom = new Facts(alert, new Diagnosis("out_of_memory", "", List.of(), Map.of()));
    Facts other = new Facts(alert, null);
    assertThat(playbook.matching().mismatch(alert)).isEmpty();
    assertThat(playbook.target().fill(oom)).isEqualTo("container:web");
    var memory = playbook.steps().getFirst();
    assertThat(memory.kind()).isEqualTo("container.memory");
    assertThat(memory.when().orElseThrow().holds(oom)).isTrue();
    assertThat(memory.when().orElseThrow().holds(other)).isFalse();
    assertThat(memory.args().fill(oom)).isEqualTo(Map.of("factor", 2L, "max", "2GiB"));
    assertThat(playbook.steps().getLast().kind()).isEqualTo("container.restart");
  }
}

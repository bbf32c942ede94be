package nightshift.config.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nightshift.config.Samples;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.playbook.Condition;
import nightshift.engine.playbook.Facts;
import nightshift.engine.playbook.Playbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FillingTest {

  @TempDir Path folder;

  private Playbook playbook(String target, String args) throws Exception {
    Files.writeString(
        folder.resolve("p.yaml"),
        """
        playbook: p
        match: [{ source: api }]
        target: "%s"
        steps: [{ temp.cleanup: %s }]
        verify: { probe: disk.usage, below: 80 }
        """
            .formatted(target, args));
    var loaded = PlaybookLoader.load(folder, Samples.known());
    assertThat(loaded.problems()).isEmpty();
    return loaded.value().orElseThrow().getFirst();
  }

  private static Facts facts(Map<String, Object> details) {
    var alert = Samples.alert("Disk full", Map.of("mountpoint", "/srv"), details);
    return new Facts(alert, new Diagnosis("full", "", List.of(), Map.of("memory.limit", 512)));
  }

  @Test
  void every_kind_of_name_is_filled_in() throws Exception {
    Playbook p =
        playbook(
            "disk:{{labels.mountpoint}}/{{ details.x }}-{{cause}}-{{ facts.memory.limit }}",
            "{ paths: ['{{ alert.title }}'], older_than: 7d }");
    assertThat(p.target().fill(facts(Map.of("x", 5)))).isEqualTo("disk:/srv/5-full-512");
    assertThat(p.steps().getFirst().args().fill(facts(Map.of())))
        .isEqualTo(Map.of("paths", List.of("Disk full"), "older_than", "7d"));
  }

  @Test
  void what_is_filled_in_is_never_looked_at_again() throws Exception {
    Playbook p = playbook("disk:{{ details.x }}", "{ paths: [/srv], older_than: 7d }");
    for (String hostile : List.of("{{ details.x }}", "${HOME}", "$(id)", "$1\\", "'; rm -rf /")) {
      assertThat(p.target().fill(facts(Map.of("x", hostile)))).isEqualTo("disk:" + hostile);
    }
  }

  @Test
  void an_alert_does_not_choose_the_machine_where_the_playbook_names_none() throws Exception {
    String args = "{ paths: [/srv], older_than: 7d }";
    for (String target : List.of("disk:{{ details.x }}", "disk:/{{ details.x }}")) {
      assertThatThrownBy(
              () -> playbook(target, args).target().fill(facts(Map.of("x", "//nas/mnt"))))
          .isInstanceOf(Condition.Unanswerable.class)
          .hasMessageContaining("the alert names another machine");
    }
    Playbook told = playbook("disk://{{ details.x }}/mnt", args);
    assertThat(told.target().fill(facts(Map.of("x", "nas")))).isEqualTo("disk://nas/mnt");
  }

  @Test
  void a_missing_value_is_named() throws Exception {
    Playbook p = playbook("disk:{{ details.x }}", "{ paths: [/srv], older_than: 7d }");
    assertThatThrownBy(() -> p.target().fill(facts(Map.of())))
        .isInstanceOf(Condition.Unanswerable.class)
        .hasMessage("this alert has no details.x");
  }

  @Test
  void a_file_that_means_the_same_has_the_same_hash() throws Exception {
    String one = playbook("disk:/srv", "{ paths: [/srv], older_than: 7d }").ref().hash();
    String same =
        playbook("disk:/srv", "{\n  # why\n  older_than: '7d',\n  paths: ['/srv'] }").ref().hash();
    String other = playbook("disk:/srv", "{ paths: [/srv], older_than: 8d }").ref().hash();
    assertThat(one).hasSize(64).isEqualTo(same).isNotEqualTo(other);
  }
}

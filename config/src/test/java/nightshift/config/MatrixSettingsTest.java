package nightshift.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nightshift.config.yaml.Loaded;
import nightshift.config.yaml.Problem;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Voter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixSettingsTest {

  private static final String TOKEN = "syt_not_a_token_but_long_enough";

  @TempDir Path folder;

  private Loaded<Settings> load(String room) throws IOException {
    Path secret = folder.resolve("matrix.token");
    Files.writeString(secret, TOKEN + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path file = folder.resolve("nightshift.yaml");
    Files.writeString(file, "approval: {}\nchat:\n  matrix: " + room + "\n");
    return SettingsLoader.load(file, Map.of("MATRIX", TOKEN));
  }

  private static String problem(Loaded<Settings> loaded) {
    assertThat(loaded.problems()).isNotEmpty();
    return loaded.problems().stream().map(Problem::toString).toList().toString();
  }

  @Test
  void the_room_has_a_token_that_is_never_shown_and_an_address_without_a_slash() throws Exception {
    Loaded<Settings> loaded =
        load(
            "{ homeserver: \"https://matrix.example.org/\", token_file: matrix.token,"
                + " room: \"!a-b_c:example.org\", power_levels: { oncall: 50 } }");
    assertThat(loaded.problems()).isEmpty();
    MatrixSettings room = loaded.value().orElseThrow().matrix().orElseThrow();
    assertThat(room.token()).isEqualTo(TOKEN);
    assertThat(room.homeserver()).hasToString("https://matrix.example.org");
    assertThat(room.room()).isEqualTo("!a-b_c:example.org");
    assertThat(room.powerLevels()).containsEntry("oncall", 50);
    assertThat(loaded.toString()).doesNotContain(TOKEN);
  }

  @Test
  void a_room_of_the_newest_kind_has_no_server_in_its_id() throws Exception {
    Loaded<Settings> loaded =
        load(
            "{ homeserver: \"http://127.0.0.1:8008\", token: \"${MATRIX}\","
                + " room: \"!31hneApxJ_1o-63DmFrpeqnkFfWppnzWso1JvH3ogLM\" }");
    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.value().orElseThrow().matrix()).isPresent();
  }

  @Test
  void mistakes_are_named() throws Exception {
    String good = "homeserver: \"https://m.example.org\", token_file: matrix.token, ";
    assertThat(problem(load("{ homeserver: \"https://m.example.org\", room: \"!a:b\" }")))
        .contains("token_file")
        .contains("missing");
    assertThat(problem(load("{ token: written-right-here-long, room: \"!a:b\" }")))
        .contains("a secret does not belong in this file")
        .contains("homeserver")
        .doesNotContain("written-right-here");
    assertThat(problem(load("{ " + good + "room: \"#night:example.org\" }")))
        .contains("an alias can be moved");
    assertThat(problem(load("{ " + good + "room: \"!a b\" }"))).contains("must be a room id");
    assertThat(problem(load("{ " + good + "room: \"!a:b\", power_levels: { oncall: 0 } }")))
        .contains("from 1 to");
    assertThat(problem(load("{ " + good + "rom: \"!a:b\" }"))).contains("room");
  }

  @Test
  void a_token_that_would_go_over_the_net_in_the_clear_is_a_warning() throws Exception {
    Loaded<Settings> loaded =
        load(
            "{ homeserver: \"http://matrix.example.org\", token_file: matrix.token,"
                + " room: \"!a:b\" }");
    assertThat(loaded.value()).isPresent();
    assertThat(problem(loaded)).contains("readable for everybody between");
  }

  @Test
  void without_the_section_there_is_no_room() throws Exception {
    Path file = folder.resolve("nightshift.yaml");
    Files.writeString(file, "approval: {}\n");
    assertThat(SettingsLoader.load(file, Map.of()).value().orElseThrow().matrix()).isEmpty();
  }

  @Test
  void a_power_level_makes_a_person_on_matrix_and_nowhere_else() {
    People people =
        new People(
            List.of(
                new Settings.Member(
                    "alice", List.of(), Map.of("matrix", "@alice:b"), Optional.empty())),
            Map.of("matrix", Map.of("oncall", "50"), "discord", Map.of("oncall", "50")));
    assertThat(people.identify(voter("matrix", "@alice:b", "50")))
        .contains(new Person("alice", Set.of("oncall")));
    assertThat(people.identify(voter("matrix", "@eve:b", "50")))
        .contains(new Person("@eve:b", Set.of("oncall")));
    assertThat(people.identify(voter("matrix", "@eve:b", "49"))).isEmpty();
    assertThat(people.identify(voter("discord", "@eve:b", "50"))).isEmpty();
    assertThat(people.person("@eve:b")).isEmpty();
  }

  private static Voter voter(String platform, String subject, String level) {
    return new Voter(platform, subject, "alice", Set.of(level), Map.of());
  }
}

package nightshift.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nightshift.bot.cli.CommandFailed;
import nightshift.bot.cli.House;
import nightshift.config.SettingsLoader;
import nightshift.config.yaml.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code nightshift check} finds, in a configuration and in the playbooks that go with it. */
class CheckTest {

  private static final Path EXAMPLE =
      Path.of(System.getProperty("nightshift.root"), "config/examples/nightshift.yaml");

  @TempDir private Path dir;
  private final House house = Houses.whole(InstantSource.system());

  @BeforeEach
  void aPlaybookWithAMistake() throws IOException {
    Files.createDirectories(dir.resolve("playbooks"));
    Files.writeString(
        dir.resolve("playbooks/one.yaml"),
        """
        playbook: web-down
        mach: ['alertname="Down"']
        target: "container:web"
        steps:
          - container.restart: {}
        """);
  }

  private Path config(String text) throws IOException {
    return Files.writeString(dir.resolve("nightshift.yaml"), text);
  }

  private static List<String> told(List<Problem> problems) {
    return problems.stream().filter(Problem::isError).map(Problem::message).toList();
  }

  @Test
  void mistakes_of_the_configuration_and_of_playbooks_are_told_in_one_run() throws IOException {
    Path config =
        config(
            """
            data: data
            docker: { containers: [web], evnts: false }
            http: { listen: nowhere }
            """);

    assertThat(told(house.check(config)))
        .anyMatch(m -> m.contains("unknown key \"evnts\""))
        .anyMatch(m -> m.contains("must be host:port"))
        .anyMatch(m -> m.contains("unknown key \"mach\""))
        .noneMatch(m -> m.contains("unknown action"));
  }

  @Test
  void a_configuration_with_a_mistake_starts_nothing_though_its_playbooks_were_checked()
      throws IOException {
    Path config = config("data: data\ndocker: { containers: [web], evnts: false }\n");
    house.check(config);

    assertThatExceptionOfType(CommandFailed.class).isThrownBy(() -> house.serve(config));
    assertThatExceptionOfType(CommandFailed.class).isThrownBy(() -> house.study(config));
    assertThatExceptionOfType(CommandFailed.class).isThrownBy(() -> house.known(config));
    assertThat(dir.resolve("data")).doesNotExist();
  }

  @Test
  void two_actions_of_one_name_do_not_keep_the_playbooks_from_being_checked() throws IOException {
    Path config =
        config(
            """
            actions:
              - { name: tidy, argv: [/bin/true] }
              - { name: tidy, argv: [/bin/true] }
              - { argv: [/bin/true] }
              - { name: empty }
            """);

    assertThat(told(house.check(config)))
        .anyMatch(m -> m.contains("another action is called"))
        .anyMatch(m -> m.contains("\"name\" is missing"))
        .anyMatch(m -> m.contains("\"argv\" is missing"))
        .anyMatch(m -> m.contains("unknown key \"mach\""));
  }

  @Test
  void whatever_line_of_the_example_is_broken_the_playbooks_are_checked() throws IOException {
    List<String> lines = Files.readAllLines(EXAMPLE);
    int read = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank() || lines.get(i).strip().startsWith("#")) {
        continue;
      }
      for (String broken : broken(lines.get(i))) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(i, broken);
        Path config = config(String.join("\n", changed));
        List<String> told = told(house.check(config));
        if (SettingsLoader.whatIsReadable(config, Map.of()).value().isPresent()) {
          read++;
          assertThat(told).as(broken).anyMatch(m -> m.contains("unknown key \"mach\""));
        }
      }
    }
    assertThat(read).isGreaterThan(300);
  }

  private static List<String> broken(String line) {
    return List.of(
        "",
        line.replaceFirst("([a-z_]+):", "$1x:"),
        line.replaceFirst(":.*", ": { strange: 1 }"),
        line.replaceFirst(":.*", ": [[]]"),
        line.replaceFirst(":.*", ":"));
  }
}

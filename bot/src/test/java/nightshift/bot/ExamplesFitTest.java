package nightshift.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import nightshift.bot.action.custom.ValueMarks;
import nightshift.config.Settings;
import nightshift.config.SettingsLoader;
import nightshift.config.playbook.PlaybookLoader;
import org.junit.jupiter.api.Test;

/** The example files, against the action kinds and probes that really exist. */
class ExamplesFitTest {

  private static final Path EXAMPLES =
      Path.of(System.getProperty("nightshift.root"), "config/examples");

  @Test
  void the_example_playbooks_use_actions_and_probes_that_exist() throws Exception {
    Settings settings =
        SettingsLoader.load(EXAMPLES.resolve("nightshift.yaml"), Map.of()).value().orElseThrow();
    try (Installation installation =
        new Installation(settings, ValueMarks.passing(), InstantSource.system())) {
      assertThat(PlaybookLoader.load(settings.playbooks(), installation.known(settings)).problems())
          .isEmpty();
    }
  }
}

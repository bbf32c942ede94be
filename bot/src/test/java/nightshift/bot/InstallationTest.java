package nightshift.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import nightshift.bot.action.custom.ValueMarks;
import nightshift.config.Settings;
import nightshift.config.SettingsLoader;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.BoundAction;
import nightshift.engine.action.Catalogue;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What there is on which machine; no engine is asked. */
class InstallationTest {

  private static final String FAR =
      """
      hosts:
        nas: { docker: { host: "tcp://127.0.0.1:1", containers: [web], events: false } }
      actions:
        - { name: told, target: container, host: local, argv: [/bin/true] }
      """;
  @TempDir private Path dir;

  private Settings settings(String text) throws Exception {
    Path file = Files.writeString(dir.resolve("nightshift.yaml"), "approval: {}\n" + text);
    return SettingsLoader.load(file, Map.of()).value().orElseThrow();
  }

  private static ActionContext on(String target) {
    return new ActionContext(
        Target.parse(target), "1-1", List.of(), Instant.now(), Duration.ofMinutes(1));
  }

  @Test
  void a_command_of_ones_own_for_a_container_was_refused_once_there_was_an_engine_elsewhere()
      throws Exception {
    Settings settings = settings(FAR);
    try (Installation all =
        new Installation(settings, ValueMarks.passing(), InstantSource.system())) {
      BoundAction told = catalogue(all, settings).bind("custom.told", Map.of());

      assertThat(told.preview(on("container://nas/web")).sentence()).contains("/bin/true");
    }
  }

  private Catalogue catalogue(Installation all, Settings settings) {
    return all.library(settings, List.of(), "").catalogue();
  }
}

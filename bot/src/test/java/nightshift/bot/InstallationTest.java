package nightshift.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import nightshift.engine.action.ActionException;
import nightshift.engine.action.BoundAction;
import nightshift.engine.action.Catalogue;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probes;
import nightshift.engine.work.Library;
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
  private static final String HERE =
      """
      docker: { host: "unix:///nowhere.sock", containers: [web], events: false, prune: { images: ["*"] } }
      """;

  @TempDir private Path dir;

  private Library library(Installation installation, Settings settings) {
    return installation.library(settings, List.of(), "");
  }

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
    return library(all, settings).catalogue();
  }

  @Test
  void a_host_without_an_engine_is_never_taken_for_this_one() throws Exception {
    for (String text : List.of(HERE, HERE + FAR, FAR)) {
      Settings settings = settings(text);
      try (Installation all =
          new Installation(settings, ValueMarks.passing(), InstantSource.system())) {
        BoundAction prune =
            catalogue(all, settings).bind("docker.prune", Map.of("what", List.of("images")));
        Probes probes = library(all, settings).probes();
        for (String target : List.of("disk://attic/srv", "host://nas", "host://attic")) {
          ActionException refusal =
              catchThrowableOfType(ActionException.class, () -> prune.preview(on(target)));
          assertThat(refusal.effect()).isEqualTo(ActionException.Effect.NONE);
          assertThat(refusal).hasMessageContaining("the configuration has no Docker Engine");
          assertThat(
                  catchThrowableOfType(
                      ProbeException.class,
                      () -> probes.read("docker.reclaimable", Target.parse(target))))
              .hasMessageContaining("the configuration has no Docker Engine");
        }
      }
    }
  }

  @Test
  void what_another_host_does_not_list_is_not_pruned_there() throws Exception {
    Settings settings = settings(HERE + FAR);
    try (Installation all =
        new Installation(settings, ValueMarks.passing(), InstantSource.system())) {
      BoundAction prune =
          catalogue(all, settings).bind("docker.prune", Map.of("what", List.of("images")));

      assertThat(
              catchThrowableOfType(
                  ActionException.class, () -> prune.preview(on("disk://nas/var/lib/docker"))))
          .hasMessageContaining("no image is allowed; name some under docker.prune on nas");
    }
  }
}

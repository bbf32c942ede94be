package nightshift.bot.action.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.action.disk.DiskFamily;
import nightshift.bot.host.Commands;
import nightshift.bot.host.Machines;
import nightshift.config.Settings;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.BoundAction;
import nightshift.engine.action.Catalogue;
import nightshift.engine.action.Preview;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two families of one kind, as if each were on a machine of its own: real files tell them apart.
 */
class EverywhereTest {

  @TempDir Path folder;
  private Path here;
  private Path there;
  private Catalogue catalogue;
  private Probes probes;

  @BeforeEach
  void families() throws Exception {
    here = Files.createDirectory(folder.resolve("here"));
    there = Files.createDirectory(folder.resolve("there"));
    Everywhere all = new Everywhere();
    all.add("local", family(here).actions(), family(here).probes());
    all.add("nas", family(there).actions(), family(there).probes());
    catalogue = new Catalogue(all.actions());
    probes = new Probes(all.probes());
  }

  private DiskFamily family(Path root) {
    return new DiskFamily(
        new Settings.Disk(
            List.of(root),
            Map.of(root, 1_000_000L),
            Optional.of(folder.resolve("quarantine-" + root.getFileName())),
            Duration.ofDays(1),
            List.of()),
        new Machines(new Commands(), Map.of()),
        InstantSource.system());
  }

  private static Path old(Path root) throws Exception {
    Path file = Files.writeString(root.resolve("old"), "x");
    Files.setLastModifiedTime(
        file, java.nio.file.attribute.FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    return file;
  }

  private BoundAction cleanup(Path root) throws Exception {
    return catalogue.bind(
        "temp.cleanup", Map.of("paths", List.of(root.toString()), "older_than", "1d"));
  }

  private static ActionContext on(String target, List<String> objects) {
    return new ActionContext(
        Target.parse(target), "1-1", objects, Instant.now(), Duration.ofMinutes(1));
  }

  @Test
  void the_action_of_the_targets_machine_is_asked_and_says_where() throws Exception {
    Path file = old(there);
    // The family of this machine would refuse that folder.
    Preview preview = cleanup(there).preview(on("disk://nas" + there, List.of()));
    assertThat(preview.sentence()).endsWith(" on nas");
    ActionResult result = cleanup(there).run(on("disk://nas" + there, preview.objects()));
    assertThat(result.ok()).isTrue();
    assertThat(result.summary()).endsWith(" on nas");
    assertThat(file).doesNotExist();
  }

  @Test
  void a_plain_target_is_this_machines_and_another_one_refuses_what_it_may_not() throws Exception {
    Path file = old(here);
    assertThat(cleanup(here).preview(on("disk:" + here, List.of())).sentence())
        .doesNotContain(" on ");
    assertThatThrownBy(() -> cleanup(here).preview(on("disk://nas" + here, List.of())))
        .isInstanceOf(ActionException.class)
        .hasMessageEndingWith(" on nas");
    assertThat(file).exists();
  }

  @Test
  void a_machine_that_is_not_there_is_refused() throws Exception {
    old(here);
    assertThatThrownBy(() -> cleanup(here).preview(on("disk://attic" + here, List.of())))
        .isInstanceOfSatisfying(
            ActionException.class,
            e -> assertThat(e.effect()).isEqualTo(ActionException.Effect.NONE))
        .hasMessageContaining("attic");
    assertThatThrownBy(() -> probes.read("disk.usage", Target.parse("disk://attic/x")))
        .isInstanceOf(ProbeException.class);
  }

  @Test
  void this_machine_under_a_second_spelling_is_nowhere() throws Exception {
    Path file = old(here);
    assertThatThrownBy(() -> cleanup(here).preview(on("disk://local" + here, List.of())))
        .isInstanceOf(ActionException.class)
        .hasMessageContaining("on a host //local");
    assertThat(file).exists();
  }
}

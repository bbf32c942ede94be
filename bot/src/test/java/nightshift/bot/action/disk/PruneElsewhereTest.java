package nightshift.bot.action.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nightshift.bot.action.elsewhere.Everywhere;
import nightshift.bot.host.Commands;
import nightshift.bot.host.Machines;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.Patients;
import nightshift.bot.host.docker.RealDocker;
import nightshift.bot.host.ssh.DialStdio;
import nightshift.bot.host.ssh.LoopbackSsh;
import nightshift.config.Settings;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.BoundAction;
import nightshift.engine.action.Catalogue;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One real engine, as this machine's and as that of another one, where other things are allowed.
 */
@RealDocker
class PruneElsewhereTest {

  private static final String HERE = "disk:/srv";
  private static final String NAS = "disk://nas/srv";
  private static final String BOX = "disk://box/srv";

  @TempDir private Path folder;
  private Patients patients;
  private MemoryDisk memory;
  private LoopbackSsh nas;
  private DialStdio dial;
  private List<DockerHost> engines;
  private Catalogue catalogue;
  private Probes probes;
  private String ours;
  private String theirs;
  private String used;

  @BeforeEach
  void twoMachines(Patients patients) throws Exception {
    boolean client =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(p -> Files.isExecutable(Path.of(p, "docker")));
    assumeTrue(client, "the other machine needs Docker's command line");
    this.patients = patients;
    memory = MemoryDisk.of("size=200m,mode=700");
    ours = image("ours");
    theirs = image("theirs");
    used = image("theirs-used");
    patients.create("user", _ -> {}, c -> c.withImage(used), "true");
    nas = new LoopbackSsh("nas", folder);
    dial = DialStdio.open("nas", nas.settings());
    DockerHost here = new DockerHost(settings(patients.engine(), bare(ours) + ":*"));
    DockerHost there =
        new DockerHost(settings(URI.create("ssh:docker"), bare(theirs) + "*"), dial.socket());
    DockerHost strict = new DockerHost(settings(URI.create("ssh:docker")), dial.socket());
    engines = List.of(here, there, strict);
    DiskFamily disks = disks();
    Everywhere all = new Everywhere();
    all.add("local", disks.actions(here), disks.probes(here));
    all.add("nas", disks.actions(there), disks.probes(there));
    all.add("box", disks.actions(strict), disks.probes(strict));
    catalogue = new Catalogue(all.actions());
    probes = new Probes(all.probes());
  }

  private String image(String word) throws Exception {
    return patients.image(word, "FROM busybox:test\nLABEL which=" + word + "\n");
  }

  private static String bare(String image) {
    return image.substring(0, image.lastIndexOf(':'));
  }

  private static Settings.Docker settings(URI engine, String... images) {
    return new Settings.Docker(
        engine,
        Optional.empty(),
        List.of(),
        List.of(),
        false,
        new Settings.Prune(List.of(images), List.of(), List.of(), false),
        Map.of());
  }

  private DiskFamily disks() {
    return new DiskFamily(
        new Settings.Disk(
            List.of(),
            Map.of(),
            Optional.of(memory.path.resolve("q")),
            Duration.ofDays(7),
            List.of()),
        new Machines(new Commands(), Map.of()),
        InstantSource.system());
  }

  @AfterEach
  void clear() throws Exception {
    if (engines == null) {
      return;
    }
    patients.remove(patients.named("user"));
    List.of(ours, theirs, used).forEach(patients::removeImage);
    engines.forEach(DockerHost::close);
    dial.close();
    nas.close();
    memory.close();
  }

  private BoundAction prune() throws Exception {
    return catalogue.bind("docker.prune", Map.of("what", List.of("images")));
  }

  private static ActionContext on(String target, List<String> objects) {
    return new ActionContext(
        Target.parse(target), "7-1", objects, Instant.now(), Duration.ofMinutes(1));
  }

  private Preview preview(String target) throws Exception {
    return prune().preview(on(target, List.of()));
  }

  private String state() {
    return Stream.of(ours, theirs, used)
        .map(i -> patients.imageState(i).orElse("gone"))
        .toList()
        .toString();
  }

  @Test
  void each_machine_lists_what_its_own_configuration_allows() throws Exception {
    assertThat(preview(HERE).details()).singleElement().asString().endsWith("image " + ours);
    assertThat(preview(HERE).sentence()).doesNotContain(" on ");
    assertThat(preview(NAS).details()).singleElement().asString().endsWith("image " + theirs);
    assertThat(preview(NAS).sentence())
        .startsWith("remove 1 unused image from Docker")
        .endsWith(" on nas");
  }

  @Test
  void images_of_another_machine_have_no_undo_and_the_preview_says_so() throws Exception {
    assertThat(preview(HERE).reversal().possible()).as("the quarantine has room").isTrue();

    Preview preview = preview(NAS);

    assertThat(preview.reversal().possible()).isFalse();
    assertThat(preview.reversal().how())
        .contains("cannot be brought back")
        .contains("the engine is on another machine than the quarantine");
    assertThat(preview.risk()).isEqualTo(Risk.MEDIUM);
  }

  @Test
  void exactly_what_was_approved_goes_there_and_what_came_later_stays() throws Exception {
    ActionContext approved = on(NAS, preview(NAS).objects());
    assertThat(prune().drift(approved)).isEmpty();
    String captured = prune().capture(approved);
    String late = patients.image("theirs-late", "FROM busybox:test\nLABEL which=late\n");
    try {
      ActionResult result = prune().run(approved);

      assertThat(result.ok()).as(result.output()).isTrue();
      assertThat(result.summary()).startsWith("removed 1 of 1 things").endsWith(" on nas");
      assertThat(patients.imageState(theirs)).isEmpty();
      assertThat(patients.imageState(ours)).isPresent();
      assertThat(patients.imageState(used)).isPresent();
      assertThat(patients.imageState(late)).isPresent();
      assertThat(memory.path.resolve("q")).as("nothing was saved").doesNotExist();
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> prune().undo(captured, approved))
          .withMessageContaining("was not saved")
          .matches(e -> e.effect() == ActionException.Effect.NONE);
    } finally {
      patients.removeImage(late);
    }
  }

  @Test
  void what_was_approved_for_this_machine_is_not_removed_on_another_one() throws Exception {
    List<String> approved = preview(HERE).objects();
    String before = state();

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> prune().run(on(NAS, approved)))
        .withMessageContaining("cannot be saved")
        .matches(e -> e.effect() == ActionException.Effect.NONE);

    assertThat(state()).isEqualTo(before);
  }

  @Test
  void a_machine_without_a_list_lets_nothing_be_removed_even_if_it_was_approved_for_another()
      throws Exception {
    List<String> approved = preview(NAS).objects();
    String before = state();

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> preview(BOX))
        .withMessageContaining("no image is allowed")
        .withMessageEndingWith(" on box");
    assertThat(prune().run(on(BOX, approved)).ok()).isFalse();

    assertThat(state()).isEqualTo(before);
  }

  @Test
  void what_the_engine_of_another_machine_could_give_back_is_told_of_that_target()
      throws Exception {
    Reading reading = probes.read("docker.reclaimable", Target.parse(NAS));

    assertThat(reading.target()).isEqualTo(Target.parse(NAS));
    assertThat(reading.facts()).containsKeys("docker_image_bytes", "docker_reclaimable_bytes");
  }
}

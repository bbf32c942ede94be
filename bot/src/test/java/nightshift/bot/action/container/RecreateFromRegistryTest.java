package nightshift.bot.action.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.DockerTrouble;
import nightshift.bot.host.docker.Images.Image;
import nightshift.bot.host.docker.Patients;
import nightshift.bot.host.docker.RealDocker;
import nightshift.bot.host.docker.Recreation.Drawing;
import nightshift.bot.host.docker.Releases;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.Preview;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images of a real registry, on the loopback, under names that do not stay the same. */
@RealDocker
class RecreateFromRegistryTest {

  private Patients patients;
  private Releases releases;
  private DockerHost host;
  private RecreateContainer kind;
  private String name;

  @BeforeEach
  void aContainerOfTheFirstRelease(Patients given) throws Exception {
    patients = given;
    releases = new Releases(patients);
    host = patients.host();
    kind = new RecreateContainer(new ContainerDoor(host), Duration.ofDays(7));
    releases.publish(1);
    name = containerOf(releases.stable());
  }

  private String containerOf(String image) throws Exception {
    patients.pull(image.equals(releases.bare()) ? image + ":latest" : image);
    String made = patients.create("web", _ -> {}, c -> c.withImage(image), ContainerWorld.SLEEPS);
    patients.start(made);
    return made;
  }

  @AfterEach
  void nothingStays() {
    patients.remove(name);
    patients.remove(name + ".nightshift-7-1");
    releases.close();
    host.close();
  }

  private static RecreateContainer.Args pulling(Optional<String> image) {
    return new RecreateContainer.Args(image, Optional.of(true), Optional.of(Duration.ofSeconds(2)));
  }

  private static final RecreateContainer.Args NEWEST = pulling(Optional.empty());

  private ActionContext asked() {
    return context(List.of());
  }

  private ActionContext context(List<String> objects) {
    return new ActionContext(
        new Target("container", name), "7-1", objects, Instant.now(), Duration.ofMinutes(1));
  }

  private ActionContext approved(RecreateContainer.Args args) throws Exception {
    return context(kind.preview(args, asked()).objects());
  }

  private String release() throws Exception {
    return patients.exec(name, "cat", "/release").strip();
  }

  @Test
  void a_registry_that_breaks_off_leaves_container_and_image_as_they_were() throws Exception {
    releases.publish(2);
    ActionContext ctx = approved(NEWEST);
    String before = patients.state(name) + patients.imageState(releases.stable());
    releases.registry().breakOff();

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind.run(NEWEST, ctx))
        .withMessageContaining("pulling " + releases.pinned())
        .withMessageNotContaining("connection to the Docker Engine")
        .matches(e -> e.effect() == ActionException.Effect.NONE);

    assertThat(patients.state(name) + patients.imageState(releases.stable())).isEqualTo(before);
    assertThat(patients.has(name + ".nightshift-7-1")).isFalse();
  }

  @Test
  void a_name_without_a_tag_means_the_latest_and_not_the_one_that_was_here_before()
      throws Exception {
    releases.call("latest");
    patients.remove(name);
    name = containerOf(releases.bare());
    releases.publish(2);
    releases.call("latest");

    kind.run(NEWEST, approved(NEWEST));

    assertThat(release()).isEqualTo("2");
    assertThat(patients.settings(name)).contains("image=" + releases.bare() + " ");
  }

  @Test
  void a_release_that_somebody_pulled_already_is_used_though_its_name_is_no_longer_the_old_ones()
      throws Exception {
    releases.publish(2);
    patients.pull(releases.stable());
    String pulled = patients.imageState(releases.stable()).orElseThrow();

    ActionContext ctx = approved(NEWEST);
    String captured = kind.capture(NEWEST, ctx);
    kind.run(NEWEST, ctx);
    assertThat(release()).isEqualTo("2");

    kind.undo(NEWEST, captured, ctx);
    assertThat(release()).isEqualTo("1");
    assertThat(patients.imageState(releases.stable())).as("theirs").contains(pulled);
  }

  @Test
  void a_registry_without_a_newer_one_is_said_before_somebody_approves() throws Exception {
    Preview preview = kind.preview(NEWEST, asked());

    assertThat(preview.sentence()).contains("from the same image");
    assertThat(preview.details())
        .anyMatch(line -> line.startsWith("the registry has no other one"));
  }

  @Test
  void undo_says_and_does_that_the_name_means_the_old_image_again() throws Exception {
    String image = patients.imageState(releases.stable()).orElseThrow();
    releases.publish(2);
    ActionContext ctx = approved(NEWEST);
    String captured = kind.capture(NEWEST, ctx);
    kind.run(NEWEST, ctx);
    assertThat(patients.imageState(releases.stable()).orElseThrow()).isNotEqualTo(image);

    assertThat(kind.previewUndo(NEWEST, captured, ctx).details())
        .contains(releases.stable() + " is again " + image.substring(0, 19));
    kind.undo(NEWEST, captured, ctx);

    assertThat(patients.imageState(releases.stable())).contains(image);
  }

  @Test
  void undo_leaves_a_name_alone_that_somebody_moved_since() throws Exception {
    releases.publish(2);
    ActionContext ctx = approved(NEWEST);
    String captured = kind.capture(NEWEST, ctx);
    kind.run(NEWEST, ctx);
    releases.publish(3);
    patients.pull(releases.stable());
    String theirs = patients.imageState(releases.stable()).orElseThrow();

    kind.undo(NEWEST, captured, ctx);

    assertThat(release()).isEqualTo("1");
    assertThat(patients.imageState(releases.stable())).contains(theirs);
  }

  @Test
  void a_new_release_that_cannot_start_leaves_the_old_one_and_its_name() throws Exception {
    String before = patients.condition(name) + patients.imageState(releases.stable());
    releases.publish(2, "RUN rm /bin/sh");
    ActionContext ctx = approved(NEWEST);

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind.run(NEWEST, ctx))
        .withMessageContaining("the old container was brought back")
        .matches(e -> e.effect() == ActionException.Effect.PARTIAL);

    assertThat(patients.condition(name) + patients.imageState(releases.stable())).isEqualTo(before);
  }

  @Test
  void a_name_on_this_engine_that_means_another_image_since_the_approval_is_not_used()
      throws Exception {
    RecreateContainer.Args here =
        new RecreateContainer.Args(
            Optional.of(releases.stable()), Optional.empty(), Optional.of(Duration.ofSeconds(2)));
    ActionContext ctx = approved(here);
    assertThat(kind.drift(here, ctx)).isEmpty();
    releases.publish(2);
    patients.pull(releases.stable());
    String before = patients.state(name);

    assertThat(kind.drift(here, ctx)).get().asString().contains("is another one now");
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind.run(here, ctx))
        .withMessageContaining("nothing was touched")
        .matches(e -> e.effect() == ActionException.Effect.NONE);
    assertThat(patients.state(name)).isEqualTo(before);
  }

  @Test
  void a_name_that_moves_in_the_last_moment_does_not_start_another_image() throws Exception {
    ContainerFacts c = host.inspect(name);
    Image image = host.recreation().images().image(c);
    Drawing drawing = host.recreation().draw(c, image, image.id(), "7-1");
    host.recreation().setAside(c, name + ".nightshift-7-1", Duration.ofSeconds(1));
    releases.publish(2);
    patients.pull(releases.stable());

    assertThatExceptionOfType(DockerTrouble.class)
        .isThrownBy(() -> host.recreation().make(drawing))
        .withMessageContaining("means another image by now");

    assertThat(host.inspect(name).running()).isFalse();
  }
}

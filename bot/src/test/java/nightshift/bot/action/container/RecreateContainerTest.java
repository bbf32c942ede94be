package nightshift.bot.action.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.DockerHost;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Arguments;
import nightshift.engine.action.BadArguments;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.Test;

class RecreateContainerTest extends ContainerActionContract<RecreateContainer.Args> {

  private static final Duration WEEK = Duration.ofDays(7);

  @Override
  ActionKind<RecreateContainer.Args> kind(DockerHost host) {
    return new RecreateContainer(new ContainerDoor(host), WEEK);
  }

  @Override
  protected RecreateContainer.Args arguments() {
    return with(Optional.empty(), false);
  }

  private static RecreateContainer.Args with(Optional<String> image, boolean pull) {
    return new RecreateContainer.Args(image, Optional.of(pull), Optional.of(Duration.ofSeconds(2)));
  }

  @Override
  protected World world() {
    ContainerWorld inner = new ContainerWorld(patients, _ -> {}, true, n -> patients.condition(n));
    return new World() {
      @Override
      public Target target() {
        return inner.target();
      }

      @Override
      public String state() throws Exception {
        return inner.state();
      }

      @Override
      public String bystanders() {
        return inner.bystanders();
      }

      @Override
      public void replace() {
        inner.replace();
      }

      @Override
      public void close() throws Exception {
        patients.remove(inner.target().name() + ".nightshift-7-1");
        inner.close();
      }
    };
  }

  @Test
  void the_new_one_has_the_settings_and_the_data_of_the_old_one_and_the_old_one_waits()
      throws Exception {
    String name = patients.named("web");
    String volume = patients.named("data");
    patients.create(
        "web",
        h ->
            h.withMemory(64L << 20)
                .withBinds(Bind.parse(volume + ":/data"))
                .withRestartPolicy(RestartPolicy.alwaysRestart()),
        c ->
            c.withEnv("GREETING=hello")
                .withLabels(java.util.Map.of("team", "night"))
                .withVolumes(new com.github.dockerjava.api.model.Volume("/anonymous"))
                .withUser("root"),
        ContainerWorld.SLEEPS);
    patients.start(name);
    try (World world = worldOf(name)) {
      patients.exec(name, "sh", "-c", "echo kept > /data/a; echo kept > /anonymous/b");
      String before = patients.settings(name);
      ContainerFacts old = host.inspect(name);
      ActionContext ctx = approved(world);
      String captured = kind().capture(arguments(), ctx);

      ActionResult result = kind().run(arguments(), ctx);

      assertThat(result.ok()).as(result.summary()).isTrue();
      assertThat(host.inspect(name).id()).isNotEqualTo(old.id());
      assertThat(patients.settings(name)).isEqualTo(before);
      assertThat(patients.exec(name, "cat", "/data/a", "/anonymous/b")).isEqualTo("kept\nkept\n");
      String aside = name + ".nightshift-7-1";
      assertThat(patients.condition(aside)).contains(old.id()).contains("running=false");
      assertThat(patients.settings(aside)).contains("restart=no");

      kind().undo(arguments(), captured, ctx);

      assertThat(host.inspect(name).id()).isEqualTo(old.id());
      assertThat(host.inspect(name).running()).isTrue();
      assertThat(patients.settings(name)).isEqualTo(before);
    } finally {
      patients.removeVolume(volume);
    }
  }

  private World worldOf(String name) {
    return new World() {
      @Override
      public Target target() {
        return new Target("container", name);
      }

      @Override
      public String state() {
        return patients.condition(name);
      }

      @Override
      public String bystanders() {
        return "";
      }

      @Override
      public void replace() {
        patients.remove(name);
      }

      @Override
      public void close() {
        patients.remove(name);
        patients.remove(name + ".nightshift-7-1");
      }
    };
  }

  @Test
  void when_the_new_one_cannot_start_the_old_one_is_back_at_once() throws Exception {
    String other = patients.image("broken", "FROM busybox:test\nRUN rm /bin/sh\n");
    try (World world = world()) {
      String before = world.state();
      RecreateContainer.Args args = with(Optional.of(other), false);
      ActionContext ctx =
          new ActionContext(
              world.target(),
              "7-1",
              kind().preview(args, asked(world)).objects(),
              Instant.now(),
              Duration.ofMinutes(1));

      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind().run(args, ctx))
          .withMessageContaining("the old container was brought back")
          .matches(e -> e.effect() == ActionException.Effect.PARTIAL);

      assertThat(world.state()).isEqualTo(before);
    } finally {
      patients.removeImage(other);
    }
  }

  @Test
  void a_pinned_image_brings_its_own_defaults_and_keeps_what_the_operator_set() throws Exception {
    String next = patients.image("next", "FROM busybox:test\nENV RELEASE=2\nLABEL made=by-image\n");
    String name =
        patients.create("web", _ -> {}, c -> c.withEnv("MODE=prod"), ContainerWorld.SLEEPS);
    patients.start(name);
    try (World world = worldOf(name)) {
      RecreateContainer.Args args = with(Optional.of(next), false);
      assertThat(kind().preview(args, asked(world)).sentence())
          .endsWith("from image " + next + " and start it");
      kind()
          .run(
              args,
              new ActionContext(
                  world.target(),
                  "7-1",
                  kind().preview(args, asked(world)).objects(),
                  Instant.now(),
                  Duration.ofMinutes(1)));

      assertThat(host.inspect(name).image()).isEqualTo(next);
      assertThat(patients.exec(name, "env")).contains("RELEASE=2", "MODE=prod");
    } finally {
      patients.removeImage(next);
    }
  }

  @Test
  void an_image_that_is_not_there_or_a_registry_that_does_not_answer_touch_nothing()
      throws Exception {
    try (World world = world()) {
      String before = world.state();
      for (boolean pull : new boolean[] {false, true}) {
        assertThatExceptionOfType(ActionException.class)
            .isThrownBy(
                () -> kind().preview(with(Optional.of("127.0.0.1:1/none:1"), pull), asked(world)))
            .matches(e -> e.effect() == ActionException.Effect.NONE);
      }
      assertThat(world.state()).isEqualTo(before);
    }
  }

  @Test
  void after_the_retention_the_old_one_is_removed_and_not_before() throws Exception {
    try (World world = world()) {
      kind().run(arguments(), approved(world));
      ContainerFamily family = new ContainerFamily(host, InstantSource.system(), WEEK);
      String aside = world.target().name() + ".nightshift-7-1";

      assertThat(family.sweep(Instant.now())).doesNotContain(aside);
      assertThat(family.sweep(Instant.now().plus(WEEK).plusSeconds(60))).containsExactly(aside);

      assertThat(host.inspect(world.target().name()).running()).isTrue();
    }
  }

  @Test
  void an_old_one_whose_place_is_empty_or_taken_by_another_is_never_swept() throws Exception {
    try (World world = world()) {
      kind().run(arguments(), approved(world));
      world.replace();
      ContainerFamily family = new ContainerFamily(host, InstantSource.system(), WEEK);

      assertThat(family.sweep(Instant.now().plus(WEEK).plusSeconds(60))).isEmpty();
    }
  }

  @Test
  void undo_does_not_remove_a_container_that_the_step_did_not_make() throws Exception {
    try (World world = world()) {
      ActionContext ctx = approved(world);
      String captured = kind().capture(arguments(), ctx);
      kind().run(arguments(), ctx);
      world.replace();
      String before = world.state();

      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind().undo(arguments(), captured, ctx))
          .withMessageContaining("this step did not make it")
          .matches(e -> e.effect() == ActionException.Effect.NONE);

      assertThat(world.state()).isEqualTo(before);
    }
  }

  @Test
  void an_image_name_that_could_be_a_path_is_refused() {
    for (String wrong : new String[] {"../x", "a b", "-x", "a?b", ""}) {
      assertThatExceptionOfType(BadArguments.class)
          .isThrownBy(
              () -> Arguments.bind(RecreateContainer.Args.class, java.util.Map.of("image", wrong)));
    }
  }
}

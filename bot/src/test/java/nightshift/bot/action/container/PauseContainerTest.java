package nightshift.bot.action.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import nightshift.bot.host.docker.ContainerFacts.Status;
import nightshift.bot.host.docker.DockerHost;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import org.junit.jupiter.api.Test;

class PauseContainerTest extends ContainerActionContract<PauseContainer.Nothing> {

  @Override
  ActionKind<PauseContainer.Nothing> kind(DockerHost host) {
    return new PauseContainer(new ContainerDoor(host));
  }

  @Override
  protected PauseContainer.Nothing arguments() {
    return new PauseContainer.Nothing();
  }

  @Override
  protected World world() {
    return new ContainerWorld(patients, _ -> {}, true, n -> patients.state(n) + status(n));
  }

  private Status status(String name) {
    try {
      return host.inspect(name).status();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void the_process_is_frozen_and_goes_on_as_the_same() throws Exception {
    try (World world = world()) {
      ActionContext ctx = approved(world);
      String before = world.state();
      String captured = kind().capture(arguments(), ctx);

      kind().run(arguments(), ctx);
      assertThat(status(world.target().name())).isEqualTo(Status.PAUSED);
      kind().undo(arguments(), captured, ctx);

      assertThat(world.state()).isEqualTo(before);
    }
  }

  @Test
  void one_that_was_paused_before_stays_paused_after_the_undo() throws Exception {
    try (World world = world()) {
      host.lifecycle().pause(host.inspect(world.target().name()));
      ActionContext ctx = approved(world);
      String captured = kind().capture(arguments(), ctx);

      assertThat(kind().run(arguments(), ctx).summary()).contains("paused already");
      kind().undo(arguments(), captured, ctx);

      assertThat(status(world.target().name())).isEqualTo(Status.PAUSED);
    }
  }

  @Test
  void one_that_does_not_run_cannot_be_paused() throws Exception {
    try (World world = new ContainerWorld(patients, _ -> {}, false, patients::state)) {
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind().preview(arguments(), asked(world)))
          .withMessageContaining("it does not run");
    }
  }
}

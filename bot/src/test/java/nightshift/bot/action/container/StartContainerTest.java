package nightshift.bot.action.container;

import static org.assertj.core.api.Assertions.assertThat;

import nightshift.bot.host.docker.DockerHost;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import org.junit.jupiter.api.Test;

class StartContainerTest extends ContainerActionContract<StartContainer.Nothing> {

  @Override
  ActionKind<StartContainer.Nothing> kind(DockerHost host) {
    return new StartContainer(new ContainerDoor(host));
  }

  @Override
  protected StartContainer.Nothing arguments() {
    return new StartContainer.Nothing();
  }

  @Override
  protected World world() {
    return new ContainerWorld(patients, _ -> {}, false, patients::condition);
  }

  @Test
  void starting_what_runs_changes_nothing_and_undo_leaves_it_running() throws Exception {
    try (World world = new ContainerWorld(patients, _ -> {}, true, patients::state)) {
      String before = world.state();
      ActionContext ctx = approved(world);
      String captured = kind().capture(arguments(), ctx);

      ActionResult result = kind().run(arguments(), ctx);
      kind().undo(arguments(), captured, ctx);

      assertThat(result.ok()).isTrue();
      assertThat(world.state()).isEqualTo(before);
    }
  }
}

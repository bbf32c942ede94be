package nightshift.bot.action.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.docker.DockerHost;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.Arguments;
import nightshift.engine.action.BadArguments;
import org.junit.jupiter.api.Test;

class StopContainerTest extends ContainerActionContract<Grace> {

  @Override
  ActionKind<Grace> kind(DockerHost host) {
    return new StopContainer(new ContainerDoor(host));
  }

  @Override
  protected Grace arguments() {
    return new Grace(Optional.of(Duration.ofSeconds(2)));
  }

  @Override
  protected World world() {
    return new ContainerWorld(patients, _ -> {}, true, patients::condition);
  }

  @Test
  void undo_does_not_start_another_container_that_took_the_name() throws Exception {
    try (World world = world()) {
      ActionContext ctx = approved(world);
      String captured = kind().capture(arguments(), ctx);
      kind().run(arguments(), ctx);
      world.replace();
      patients.stop(world.target().name());
      String before = world.state();

      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind().undo(arguments(), captured, ctx))
          .withMessageContaining("was recreated")
          .matches(e -> e.effect() == ActionException.Effect.NONE);

      assertThat(world.state()).isEqualTo(before);
    }
  }

  @Test
  void an_endless_grace_is_refused() {
    assertThatExceptionOfType(BadArguments.class)
        .isThrownBy(() -> Arguments.bind(Grace.class, Map.of("grace", "2h")))
        .withMessageContaining("between 0s and 10m");
  }
}

package nightshift.bot.action.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import nightshift.bot.host.docker.DockerHost;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.Test;

class RestartContainerTest extends ContainerActionContract<Grace> {

  @Override
  ActionKind<Grace> kind(DockerHost host) {
    return new RestartContainer(new ContainerDoor(host));
  }

  @Override
  protected Grace arguments() {
    return new Grace(Optional.of(Duration.ofSeconds(2)));
  }

  @Override
  protected World world() {
    return new ContainerWorld(patients, _ -> {}, true, patients::state);
  }

  @Test
  void the_sentence_says_start_when_it_is_stopped() throws Exception {
    try (World world = new ContainerWorld(patients, _ -> {}, false, patients::state)) {
      assertThat(kind().preview(arguments(), asked(world)).sentence())
          .isEqualTo("start container \"" + world.target().name() + "\"");

      ActionResult result = kind().run(arguments(), approved(world));

      assertThat(result.summary()).startsWith("started container");
      assertThat(host.inspect(world.target().name()).running()).isTrue();
    }
  }

  @Test
  void it_says_that_it_cannot_be_taken_back() throws Exception {
    try (World world = world()) {
      assertThat(kind().preview(arguments(), asked(world)).reversal())
          .returns(false, r -> r.possible())
          .returns("a restart cannot be taken back", r -> r.how());
    }
  }

  @Test
  void a_container_that_ends_again_at_once_is_no_success() throws Exception {
    String name = patients.create("crash", _ -> {}, "sh", "-c", "exit 7");
    Target target = new Target("container", name);
    ActionContext ctx = Contexts.approved(kind(), arguments(), target);
    kind().run(arguments(), ctx);
    patients.awaitEnd(name);

    // It may still have been alive at the look right after its start: what counts is that it is
    // never called running when it is not.
    ActionResult again = kind().run(arguments(), ctx);

    assertThat(again.summary()).containsAnyOf("exited with code 7", "running");
    assertThat(again.ok()).isEqualTo(again.summary().endsWith("running"));
  }
}

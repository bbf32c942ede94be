package nightshift.bot.action.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import nightshift.bot.host.docker.DockerHost;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.Arguments;
import nightshift.engine.action.BadArguments;
import org.junit.jupiter.api.Test;

class LimitCpuTest extends ContainerActionContract<LimitCpu.Args> {

  private static final long HALF = 500_000_000L;

  @Override
  ActionKind<LimitCpu.Args> kind(DockerHost host) {
    return new LimitCpu(new ContainerDoor(host));
  }

  @Override
  protected LimitCpu.Args arguments() {
    return new LimitCpu.Args(0.5);
  }

  @Override
  protected World world() {
    return new ContainerWorld(patients, _ -> {}, true, n -> patients.state(n) + limit(n));
  }

  private String limit(String name) {
    try {
      return " cpu=" + host.tuning().cpuLimit(host.inspect(name));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_limit_in_dockers_other_way_is_changed_and_comes_back_too() throws Exception {
    try (World world =
        new ContainerWorld(
            patients, h -> h.withNanoCPUs(2 * HALF), true, n -> patients.state(n) + limit(n))) {
      ActionContext ctx = approved(world);
      assertThat(ctx.objects()).singleElement().asString().endsWith(" cpu 1000000000 -> 500000000");
      String before = world.state();
      String captured = kind().capture(arguments(), ctx);

      kind().run(arguments(), ctx);
      assertThat(world.state()).endsWith("cpu=" + HALF);
      kind().undo(arguments(), captured, ctx);

      assertThat(world.state()).isEqualTo(before);
    }
  }

  @Test
  void a_third_limit_set_since_is_drift_and_not_undone() throws Exception {
    try (World world = world()) {
      ActionContext ctx = approved(world);
      String captured = kind().capture(arguments(), ctx);
      host.tuning().limitCpu(host.inspect(world.target().name()), HALF / 2);
      String before = world.state();

      assertThat(kind().drift(arguments(), ctx))
          .get()
          .asString()
          .contains("is 0.25 processors now");
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind().run(arguments(), ctx));
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind().undo(arguments(), captured, ctx))
          .withMessageContaining("it is left at that");

      assertThat(world.state()).isEqualTo(before);
    }
  }

  @Test
  void more_than_the_machine_has_and_nonsense_are_refused() throws Exception {
    try (World world = world()) {
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind().preview(new LimitCpu.Args(1000), asked(world)))
          .withMessageContaining("the machine has only");
    }
    for (Object wrong : new Object[] {0, -1, 5000, "many"}) {
      assertThatExceptionOfType(BadArguments.class)
          .isThrownBy(() -> Arguments.bind(LimitCpu.Args.class, java.util.Map.of("limit", wrong)));
    }
  }
}

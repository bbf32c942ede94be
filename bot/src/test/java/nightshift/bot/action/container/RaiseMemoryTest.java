package nightshift.bot.action.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.DockerHost;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.Arguments;
import nightshift.engine.action.Arguments.Size;
import nightshift.engine.action.BadArguments;
import nightshift.engine.action.Preview;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.Test;

class RaiseMemoryTest extends ContainerActionContract<NewLimit> {

  private static final long MIB = 1 << 20;

  @Override
  ActionKind<NewLimit> kind(DockerHost host) {
    return new RaiseMemory(new ContainerDoor(host));
  }

  @Override
  protected NewLimit arguments() {
    return new NewLimit(Optional.empty(), Optional.of(1.5), Optional.empty());
  }

  @Override
  protected World world() {
    return new ContainerWorld(patients, h -> h.withMemory(32 * MIB), true, patients::state);
  }

  @Test
  void the_card_and_the_manifest_say_the_old_and_the_new_limit() throws Exception {
    try (World world = world()) {
      Preview preview = kind().preview(arguments(), asked(world));

      assertThat(preview.sentence()).contains("from 32.0 MiB to 48.0 MiB");
      assertThat(preview.objects())
          .singleElement()
          .asString()
          .matches("container [0-9a-f]{64} \\S+ memory 33554432 -> 50331648");
    }
  }

  @Test
  void the_process_goes_on_and_the_swap_it_may_use_stays_the_same() throws Exception {
    try (World world = world()) {
      ContainerFacts before = host.inspect(world.target().name());

      kind().run(arguments(), approved(world));

      ContainerFacts after = host.inspect(world.target().name());
      assertThat(after.startedAt()).isEqualTo(before.startedAt());
      assertThat(after.memoryLimit()).isEqualTo(48 * MIB);
      if (before.memorySwap() > 0) {
        assertThat(after.memorySwap() - after.memoryLimit())
            .isEqualTo(before.memorySwap() - before.memoryLimit());
      }
    }
  }

  @Test
  void a_limit_that_somebody_changed_since_the_approval_is_drift() throws Exception {
    try (World world = world()) {
      ActionContext ctx = approved(world);
      host.tuning().limitMemory(host.inspect(world.target().name()), 40 * MIB, 80 * MIB);
      String before = world.state();

      assertThat(kind().drift(arguments(), ctx)).get().asString().contains("is 40.0 MiB now");
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind().run(arguments(), ctx))
          .matches(e -> e.effect() == ActionException.Effect.NONE);

      assertThat(world.state()).isEqualTo(before);
    }
  }

  @Test
  void a_third_limit_set_since_is_not_undone() throws Exception {
    try (World world = world()) {
      ActionContext ctx = approved(world);
      String captured = kind().capture(arguments(), ctx);
      kind().run(arguments(), ctx);
      host.tuning().limitMemory(host.inspect(world.target().name()), 64 * MIB, 128 * MIB);
      String before = world.state();

      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind().undo(arguments(), captured, ctx))
          .withMessageContaining("was set to 64.0 MiB since");

      assertThat(world.state()).isEqualTo(before);
    }
  }

  @Test
  void it_never_lowers_and_never_goes_beyond_the_machine() throws Exception {
    try (World world = world()) {
      refused(world, limit(32 * MIB), "never lowered");
      refused(world, limit(8 * MIB), "never lowered");
      refused(
          world,
          new NewLimit(Optional.empty(), Optional.of(2.0), Optional.of(new Size(16 * MIB))),
          "never lowered");
      refused(world, limit(1L << 50), "the machine has only");
    }
  }

  @Test
  void without_a_limit_there_is_nothing_to_raise() throws Exception {
    String name = patients.idle("free");
    ActionContext ctx = Contexts.asked(kind(), arguments(), new Target("container", name));
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind().preview(arguments(), ctx))
        .withMessageContaining("it has none");
  }

  @Test
  void a_limit_or_a_factor_is_given_and_not_both() {
    for (Map<String, Object> wrong :
        java.util.List.<Map<String, Object>>of(
            Map.of(),
            Map.of("max", "1GiB"),
            Map.of("limit", "1GiB", "factor", 2.0),
            Map.of("factor", 1.0),
            Map.of("factor", -2.0),
            Map.of("factor", 11.0))) {
      assertThatExceptionOfType(BadArguments.class)
          .as("%s", wrong)
          .isThrownBy(() -> Arguments.bind(NewLimit.class, wrong));
    }
  }

  private static NewLimit limit(long bytes) {
    return new NewLimit(Optional.of(new Size(bytes)), Optional.empty(), Optional.empty());
  }

  private void refused(World world, NewLimit args, String why) throws Exception {
    String before = world.state();
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind().preview(args, asked(world)))
        .withMessageContaining(why)
        .matches(e -> e.effect() == ActionException.Effect.NONE);
    assertThat(world.state()).isEqualTo(before);
  }
}

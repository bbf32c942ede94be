package nightshift.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Arguments;
import nightshift.engine.action.BadArguments;
import nightshift.engine.action.Preview;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link ActionKind} promises. A kind's test extends this, builds a small real world and
 * adds what is its own.
 *
 * @param <A> the kind's arguments
 */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
public abstract class ActionKindContract<A extends Record> {

  /** The part of the real world that one test works on. */
  public interface World extends AutoCloseable {

    /** What the action is asked to act on. */
    Target target();

    /**
     * How the things that the action may touch are now, in any words that are equal exactly when
     * nothing was done to them.
     */
    String state() throws Exception;

    /** The same for things next to them that must never be touched. */
    String bystanders() throws Exception;

    /** Puts something else under the same name: another identity than was previewed. */
    void replace() throws Exception;

    @Override
    void close() throws Exception;
  }

  /** The kind under test. */
  protected abstract ActionKind<A> kind();

  /** Arguments with which it does something in {@link #world}. */
  protected abstract A arguments();

  /** A fresh world. */
  protected abstract World world() throws Exception;

  /**
   * Whether another thing under the same name makes the whole approval void; false for kinds that
   * only leave that one object alone.
   */
  protected boolean replacementIsDrift() {
    return true;
  }

  @Test
  void its_name_says_family_and_verb() {
    assertThat(kind().name()).matches("[a-z]+(-[a-z]+)*(\\.[a-z][a-z0-9-]*)+");
    assertThat(kind().timeout(arguments())).isPositive().isLessThanOrEqualTo(Duration.ofHours(1));
  }

  @Test
  void the_preview_names_everything_and_changes_nothing() throws Exception {
    try (World world = world()) {
      String before = world.state() + world.bystanders();

      Preview preview = kind().preview(arguments(), asked(world));

      assertThat(preview.sentence()).isNotBlank().doesNotContain("\n");
      assertThat(preview.objects()).isNotEmpty().doesNotHaveDuplicates();
      assertThat(preview.risk()).isGreaterThanOrEqualTo(kind().floor());
      assertThat(preview.reversal().how()).isNotBlank();
      assertThat(kind().preview(arguments(), asked(world)).objects())
          .as("the same world gives the same objects, and so the same digest")
          .isEqualTo(preview.objects());
      assertThat(world.state() + world.bystanders()).isEqualTo(before);
    }
  }

  @Test
  void an_unchanged_world_has_not_drifted() throws Exception {
    try (World world = world()) {
      assertThat(kind().drift(arguments(), approved(world))).isEmpty();
    }
  }

  @Test
  void capturing_changes_nothing() throws Exception {
    try (World world = world()) {
      String before = world.state() + world.bystanders();

      assertThat(kind().capture(arguments(), approved(world))).isNotNull();

      assertThat(world.state() + world.bystanders()).isEqualTo(before);
    }
  }

  @Test
  void running_changes_what_was_approved_and_leaves_the_neighbours_alone() throws Exception {
    try (World world = world()) {
      String before = world.state();
      String neighbours = world.bystanders();
      ActionContext ctx = approved(world);
      kind().capture(arguments(), ctx);

      ActionResult result = kind().run(arguments(), ctx);

      assertThat(result.ok()).as(result.summary()).isTrue();
      assertThat(result.summary()).isNotBlank();
      assertThat(world.state()).isNotEqualTo(before);
      assertThat(world.bystanders()).isEqualTo(neighbours);
    }
  }

  @Test
  void nothing_approved_means_nothing_touched() throws Exception {
    try (World world = world()) {
      String before = world.state() + world.bystanders();

      runAnyhow(with(world, List.of()));

      assertThat(world.state() + world.bystanders()).isEqualTo(before);
    }
  }

  @Test
  void another_thing_under_the_same_name_is_not_touched() throws Exception {
    try (World world = world()) {
      ActionContext ctx = approved(world);
      world.replace();
      String replaced = world.state() + world.bystanders();

      if (replacementIsDrift()) {
        assertThat(kind().drift(arguments(), ctx)).get().asString().isNotBlank();
      }
      runAnyhow(ctx);

      assertThat(world.state() + world.bystanders()).isEqualTo(replaced);
    }
  }

  @Test
  void undo_after_nothing_was_done_leaves_things_as_they_are() throws Exception {
    try (World world = world()) {
      ActionContext ctx = undoable(world);
      String before = world.state() + world.bystanders();
      String captured = kind().capture(arguments(), ctx);

      kind().undo(arguments(), captured, ctx);

      assertThat(world.state() + world.bystanders()).isEqualTo(before);
    }
  }

  @Test
  void undo_after_half_of_it_puts_everything_back() throws Exception {
    try (World world = world()) {
      ActionContext ctx = undoable(world);
      assumeTrue(ctx.objects().size() > 1, "half of one object is nothing");
      String before = world.state() + world.bystanders();
      String captured = kind().capture(arguments(), ctx);
      runAnyhow(with(world, ctx.objects().subList(0, ctx.objects().size() / 2)));

      kind().undo(arguments(), captured, ctx);

      assertThat(world.state() + world.bystanders()).isEqualTo(before);
    }
  }

  @Test
  void undo_puts_everything_back_and_a_second_undo_changes_nothing() throws Exception {
    try (World world = world()) {
      ActionContext ctx = undoable(world);
      String before = world.state() + world.bystanders();
      String captured = kind().capture(arguments(), ctx);
      kind().run(arguments(), ctx);
      assertThat(kind().previewUndo(arguments(), captured, ctx).sentence()).isNotBlank();

      kind().undo(arguments(), captured, ctx);
      assertThat(world.state() + world.bystanders()).isEqualTo(before);

      kind().undo(arguments(), captured, ctx);
      assertThat(world.state() + world.bystanders()).isEqualTo(before);
    }
  }

  @Test
  void what_cannot_be_undone_says_so_and_touches_nothing() throws Exception {
    try (World world = world()) {
      ActionContext ctx = approved(world);
      assumeTrue(!reversible(world), "this kind can be undone");
      String captured = kind().capture(arguments(), ctx);
      kind().run(arguments(), ctx);
      String after = world.state() + world.bystanders();

      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind().undo(arguments(), captured, ctx))
          .matches(e -> e.effect() == ActionException.Effect.NONE);

      assertThat(world.state() + world.bystanders()).isEqualTo(after);
    }
  }

  @Test
  void an_interrupted_run_gives_up_before_it_touches_anything() throws Exception {
    try (World world = world()) {
      ActionContext ctx = approved(world);
      String before = world.state() + world.bystanders();
      Thread runner = Thread.ofVirtual().unstarted(() -> interruptedRun(ctx));

      runner.start();

      assertThat(runner.join(Duration.ofSeconds(10))).as("gave up within 10 s").isTrue();
      assertThat(world.state() + world.bystanders()).isEqualTo(before);
    }
  }

  @Test
  void a_misspelt_argument_is_refused_with_the_nearest_one() {
    Set<String> keys = Arguments.keys(kind().arguments());
    Map<String, Object> values = new HashMap<>();
    if (keys.isEmpty()) {
      assertThatExceptionOfType(BadArguments.class)
          .isThrownBy(() -> Arguments.bind(kind().arguments(), Map.of("force", true)))
          .withMessageContaining("unknown argument \"force\"");
    }
    for (String key : keys) {
      values.put(key + "x", "1");
      assertThatExceptionOfType(BadArguments.class)
          .isThrownBy(() -> Arguments.bind(kind().arguments(), values))
          .withMessageContaining("did you mean \"" + key + "\"");
      values.clear();
    }
  }

  /** A context as at preview: nothing approved yet. */
  protected final ActionContext asked(World world) {
    return with(world, List.of());
  }

  /** A context as at the step: what the preview names now has been approved. */
  protected final ActionContext approved(World world) throws Exception {
    return with(world, kind().preview(arguments(), asked(world)).objects());
  }

  private ActionContext undoable(World world) throws Exception {
    assumeTrue(reversible(world), "this kind cannot be undone, and says so");
    return approved(world);
  }

  private boolean reversible(World world) throws Exception {
    return kind().preview(arguments(), asked(world)).reversal().possible();
  }

  private ActionContext with(World world, List<String> objects) {
    return new ActionContext(
        world.target(),
        "7-1",
        objects,
        Instant.parse("2026-11-24T02:00:00Z"),
        kind().timeout(arguments()));
  }

  /** Runs, and takes a refusal that touched nothing for a good answer. */
  private void runAnyhow(ActionContext ctx) throws Exception {
    try {
      kind().run(arguments(), ctx);
    } catch (ActionException refusal) {
      assertThat(refusal.effect()).isEqualTo(ActionException.Effect.NONE);
      assertThat(refusal).hasMessageContaining(" ");
    }
  }

  private void interruptedRun(ActionContext ctx) {
    Thread.currentThread().interrupt();
    try {
      kind().run(arguments(), ctx);
    } catch (ActionException | InterruptedException expected) {
      Thread.currentThread().interrupt();
    }
  }
}

package nightshift.engine.action;

import java.time.Duration;
import java.util.Optional;

/**
 * One typed thing that can be done to the world. Implementations are safe to call from many
 * threads.
 *
 * <p>The contract, which {@code ActionKindContract} tests for every kind:
 *
 * <ul>
 *   <li>{@link #preview}, {@link #drift} and {@link #capture} only look.
 *   <li>{@link #run} touches at most {@code ctx.objects()}; what is no longer as previewed is left
 *       alone and said.
 *   <li>{@link #undo} works when run did nothing, some or all, and twice in a row.
 *   <li>Every call gives up when its thread is interrupted.
 * </ul>
 *
 * @param <A> its arguments: a record, bound and checked by {@link Arguments}
 */
public interface ActionKind<A extends Record> {

  /** The name in playbooks and on cards: {@code container.restart}. */
  String name();

  /** The arguments' record class. Component names become snake_case keys. */
  Class<A> arguments();

  /** The least risk that this kind ever has. Nobody can lower it. */
  Risk floor();

  /** Which target kind it works on: {@code container}; {@code *} for any. */
  String targetKind();

  /** How long one run may take before it is stopped; more than an hour is refused by policy. */
  Duration timeout(A args);

  /**
   * Looks, and says exactly what would be done.
   *
   * @throws ActionException with {@code Effect.NONE} when it cannot or may not be done; the message
   *     is shown to people
   */
  Preview preview(A args, ActionContext ctx) throws ActionException, InterruptedException;

  /**
   * Says how the world differs from what was approved, in a way that makes the approval void.
   * Called at the claim and right before the step. Things that merely vanished are no drift.
   */
  default Optional<String> drift(A args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return Optional.empty();
  }

  /**
   * Reads what undo will need. It is stored before {@link #run} begins. Null-free text, JSON by
   * habit.
   */
  default String capture(A args, ActionContext ctx) throws ActionException, InterruptedException {
    return "";
  }

  /** Does it. */
  ActionResult run(A args, ActionContext ctx) throws ActionException, InterruptedException;

  /**
   * Puts back what {@link #capture} saw.
   *
   * @throws ActionException with {@code Effect.NONE} when this kind or this run cannot be undone
   */
  default ActionResult undo(A args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    throw new ActionException(ActionException.Effect.NONE, name() + " cannot be undone");
  }

  /** What undoing would do, in one line, from what was captured. Only looks. */
  default Preview previewUndo(A args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    throw new ActionException(ActionException.Effect.NONE, name() + " cannot be undone");
  }
}

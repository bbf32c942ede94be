package nightshift.engine.action;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** An action kind together with its bound arguments. */
public interface BoundAction {

  /** See {@link ActionKind#name}. */
  String name();

  /** See {@link ActionKind#floor}. */
  Risk floor();

  /** See {@link ActionKind#targetKind}. */
  String targetKind();

  /** See {@link ActionKind#timeout}. */
  Duration timeout();

  /** See {@link ActionKind#preview}. */
  Preview preview(ActionContext ctx) throws ActionException, InterruptedException;

  /** See {@link ActionKind#drift}. */
  Optional<String> drift(ActionContext ctx) throws ActionException, InterruptedException;

  /** See {@link ActionKind#capture}. */
  String capture(ActionContext ctx) throws ActionException, InterruptedException;

  /** See {@link ActionKind#run}. */
  ActionResult run(ActionContext ctx) throws ActionException, InterruptedException;

  /** See {@link ActionKind#undo}. */
  ActionResult undo(String captured, ActionContext ctx)
      throws ActionException, InterruptedException;

  /** See {@link ActionKind#previewUndo}. */
  Preview previewUndo(String captured, ActionContext ctx)
      throws ActionException, InterruptedException;

  /** Binds {@code args} to the kind's record. */
  static <A extends Record> BoundAction of(ActionKind<A> kind, Map<String, ?> args)
      throws BadArguments {
    A bound = Arguments.bind(kind.arguments(), args);
    return new BoundAction() {
      @Override
      public String name() {
        return kind.name();
      }

      @Override
      public Risk floor() {
        return kind.floor();
      }

      @Override
      public String targetKind() {
        return kind.targetKind();
      }

      @Override
      public Duration timeout() {
        return kind.timeout(bound);
      }

      @Override
      public Preview preview(ActionContext ctx) throws ActionException, InterruptedException {
        return kind.preview(bound, ctx);
      }

      @Override
      public Optional<String> drift(ActionContext ctx)
          throws ActionException, InterruptedException {
        return kind.drift(bound, ctx);
      }

      @Override
      public String capture(ActionContext ctx) throws ActionException, InterruptedException {
        return kind.capture(bound, ctx);
      }

      @Override
      public ActionResult run(ActionContext ctx) throws ActionException, InterruptedException {
        return kind.run(bound, ctx);
      }

      @Override
      public ActionResult undo(String captured, ActionContext ctx)
          throws ActionException, InterruptedException {
        return kind.undo(bound, captured, ctx);
      }

      @Override
      public Preview previewUndo(String captured, ActionContext ctx)
          throws ActionException, InterruptedException {
        return kind.previewUndo(bound, captured, ctx);
      }
    };
  }
}

package nightshift.bot.action.elsewhere;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Risk;
import org.jspecify.annotations.Nullable;

/**
 * An action that is done by the one of the target's machine. Which machine that is, is part of the
 * target, and so of what people approve; each sentence says it too.
 */
final class EverywhereKind<A extends Record> implements ActionKind<A> {

  private final ActionKind<A> any;
  private final Map<String, ActionKind<A>> byHost;

  /**
   * @param any one of them, for what they have in common
   */
  EverywhereKind(ActionKind<A> any, Map<String, ActionKind<A>> byHost) {
    this.any = any;
    this.byHost = Map.copyOf(byHost);
  }

  /** What is asked of the machine's own action. */
  @FunctionalInterface
  private interface Asked<A extends Record, T> {
    T of(ActionKind<A> kind, ActionContext there) throws ActionException, InterruptedException;
  }

  private <T> T ask(ActionContext ctx, Asked<A, T> asked)
      throws ActionException, InterruptedException {
    Address at = Address.of(ctx.target());
    @Nullable ActionKind<A> kind = byHost.get(at.host());
    if (kind == null) {
      throw new ActionException(Effect.NONE, name() + " of " + at.unknown(ctx.target()));
    }
    try {
      return asked.of(
          kind,
          new ActionContext(at.there(), ctx.reference(), ctx.objects(), ctx.now(), ctx.timeout()));
    } catch (ActionException e) {
      throw e.with(at.shown());
    }
  }

  @Override
  public String name() {
    return any.name();
  }

  @Override
  public Class<A> arguments() {
    return any.arguments();
  }

  @Override
  public Risk floor() {
    return any.floor();
  }

  @Override
  public String targetKind() {
    return any.targetKind();
  }

  @Override
  public Duration timeout(A args) {
    return any.timeout(args);
  }

  @Override
  public Preview preview(A args, ActionContext ctx) throws ActionException, InterruptedException {
    return placed(ask(ctx, (kind, there) -> kind.preview(args, there)), ctx);
  }

  @Override
  public Optional<String> drift(A args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return ask(ctx, (kind, there) -> kind.drift(args, there));
  }

  @Override
  public String capture(A args, ActionContext ctx) throws ActionException, InterruptedException {
    return ask(ctx, (kind, there) -> kind.capture(args, there));
  }

  @Override
  public ActionResult run(A args, ActionContext ctx) throws ActionException, InterruptedException {
    return done(ask(ctx, (kind, there) -> kind.run(args, there)), ctx);
  }

  @Override
  public ActionResult undo(A args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    return done(ask(ctx, (kind, there) -> kind.undo(args, captured, there)), ctx);
  }

  @Override
  public Preview previewUndo(A args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    return placed(ask(ctx, (kind, there) -> kind.previewUndo(args, captured, there)), ctx);
  }

  private static Preview placed(Preview p, ActionContext ctx) {
    return new Preview(
        p.sentence() + Address.of(ctx.target()).shown(),
        p.details(),
        p.objects(),
        p.bytes(),
        p.risk(),
        p.reversal(),
        p.estimated());
  }

  private static ActionResult done(ActionResult r, ActionContext ctx) {
    return new ActionResult(
        r.ok(), r.summary() + Address.of(ctx.target()).shown(), r.output(), r.exitCode());
  }
}

package nightshift.bot.bench;

import java.time.Duration;
import java.util.List;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;

/** An action that notes when it began, and does nothing else. */
final class NoteTheTime implements ActionKind<NoteTheTime.Nothing> {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Stopwatches stopwatches;

  NoteTheTime(Stopwatches stopwatches) {
    this.stopwatches = stopwatches;
  }

  /** No arguments. */
  record Nothing() {}

  @Override
  public String name() {
    return "bench.note";
  }

  @Override
  public Class<Nothing> arguments() {
    return Nothing.class;
  }

  @Override
  public Risk floor() {
    return Risk.LOW;
  }

  @Override
  public String targetKind() {
    return "bench";
  }

  @Override
  public Duration timeout(Nothing args) {
    return SECOND;
  }

  @Override
  public Preview preview(Nothing args, ActionContext ctx) {
    return new Preview(
        "note the time",
        List.of(),
        List.of(ctx.target().name()),
        0,
        Risk.LOW,
        Reversal.none("nothing is changed"),
        SECOND);
  }

  @Override
  public ActionResult run(Nothing args, ActionContext ctx) {
    stopwatches.mark("step", ctx.target().name());
    return ActionResult.done("noted");
  }
}

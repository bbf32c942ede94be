package nightshift.bot.action.custom;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.Command;
import nightshift.bot.host.Machines;
import nightshift.config.CustomAction;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Durations;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Text;

/** One command that the operator declared, as an action. */
final class CustomKind implements ActionKind<CustomArguments> {

  private static final Duration LONGEST = Duration.ofHours(1);
  // Stopping everything that was started takes a moment, which must not count as hanging.
  private static final Duration STOPPING = Duration.ofSeconds(10);

  private final CustomAction action;
  private final Preparing preparing;
  private final OwnValues ownValues;

  /**
   * @param machines where it can run
   * @param marks stand for the values of its environment
   */
  CustomKind(CustomAction action, Machines machines, ValueMarks marks) {
    this.action = action;
    this.preparing = new Preparing(action, machines, marks);
    this.ownValues = new OwnValues(action.environment());
  }

  @Override
  public String name() {
    return action.name();
  }

  @Override
  public Class<CustomArguments> arguments() {
    return CustomArguments.class;
  }

  @Override
  public Risk floor() {
    return action.risk();
  }

  @Override
  public String targetKind() {
    return action.targetKind();
  }

  @Override
  public Duration timeout(CustomArguments args) {
    Duration all = action.timeout().plus(STOPPING);
    return all.compareTo(LONGEST) > 0 ? LONGEST : all;
  }

  @Override
  public Preview preview(CustomArguments args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Prepared prepared = preparing.command(args, ctx);
    Reversal reversal =
        action.undo().isEmpty()
            ? Reversal.none("no undo is declared for " + name())
            : Reversal.by("runs " + preparing.undo(args, ctx).shown(200));
    return preview(prepared, preparing.objects(prepared, args, ctx), reversal, "");
  }

  private Preview preview(
      Prepared prepared, List<String> objects, Reversal reversal, String before) {
    List<String> details = new ArrayList<>();
    if (!action.description().isEmpty()) {
      details.add(before + Text.line(action.description(), 200));
    }
    if (prepared.shown(Integer.MAX_VALUE).length() > 250) {
      prepared.command().argv().forEach(a -> details.add(Argv.shown(a)));
    }
    prepared.seen().stream().skip(1).forEach(details::add);
    details.add("in " + prepared.directory() + ", at most " + Durations.shown(action.timeout()));
    return new Preview(
        "run " + prepared.shown(250),
        details,
        objects,
        0,
        action.risk(),
        reversal,
        action.timeout().dividedBy(10).plusSeconds(1));
  }

  @Override
  public Optional<String> drift(CustomArguments args, ActionContext ctx)
      throws ActionException, InterruptedException {
    List<String> now = preparing.objects(preparing.command(args, ctx), args, ctx);
    if (now.equals(ctx.objects())) {
      return Optional.empty();
    }
    return Optional.of(
        now.stream()
            .filter(line -> !ctx.objects().contains(line))
            .findFirst()
            .map(line -> "it is not what was approved any more; now: " + Text.line(line, 200))
            .orElse("less would run than was approved"));
  }

  @Override
  public String capture(CustomArguments args, ActionContext ctx)
      throws ActionException, InterruptedException {
    if (action.undo().isEmpty()) {
      return "";
    }
    Prepared undo = preparing.undo(args, ctx);
    return new KeptUndo(undo.command().argv(), preparing.objects(undo), ctx.objects()).json();
  }

  @Override
  public ActionResult run(CustomArguments args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Prepared prepared = preparing.command(args, ctx);
    if (!preparing.objects(prepared, args, ctx).equals(ctx.objects())) {
      throw refused("running " + name(), "it is not what was approved");
    }
    return run(prepared);
  }

  @Override
  public Preview previewUndo(CustomArguments args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    Prepared undo = undo(args, kept(captured), ctx);
    return preview(
        undo,
        preparing.objects(undo),
        Reversal.none("undoing an undo is running it again"),
        "takes back: ");
  }

  @Override
  public ActionResult undo(CustomArguments args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    KeptUndo kept = kept(captured);
    Prepared prepared = undo(args, kept, ctx);
    if (!preparing.objects(prepared).equals(kept.permitted(ctx.objects()))) {
      throw refused(
          "undoing " + name(), "what would run is not what was approved; nothing was run");
    }
    return run(prepared);
  }

  private KeptUndo kept(String captured) throws ActionException {
    if (captured.isEmpty()) {
      throw refused("undoing " + name(), "no undo was declared for it");
    }
    return KeptUndo.parse(captured)
        .orElseThrow(() -> refused("undoing " + name(), "what was kept for it cannot be read"));
  }

  /** What was kept is run only as long as it is still what the declaration says. */
  private Prepared undo(CustomArguments args, KeptUndo kept, ActionContext ctx)
      throws ActionException, InterruptedException {
    Prepared prepared = preparing.undo(args, ctx);
    if (!kept.argv().equals(prepared.command().argv())) {
      throw refused(
          "undoing " + name(),
          "its declaration changed since; by hand it would be: " + Argv.shown(kept.argv()));
    }
    return prepared;
  }

  private ActionResult run(Prepared prepared) throws ActionException, InterruptedException {
    Command.Ending end = prepared.place().machine().run(prepared.started());
    String what = prepared.shown(120);
    String output = ownValues.removed(end.output());
    if (!end.started()) {
      throw refused("running " + what, output);
    }
    if (end.timedOut()) {
      throw new ActionException(
          Effect.UNKNOWN,
          "running %s: %s%s".formatted(what, end.unseen(action.timeout()), lastLine(output)));
    }
    return new ActionResult(
        end.exitCode() == 0,
        "%s ended with exit code %d after %s"
            .formatted(what, end.exitCode(), Durations.shown(end.took())),
        output,
        end.exitCode());
  }

  private static String lastLine(String output) {
    return output.isBlank()
        ? ""
        : "; its last line: " + Text.line(output.lines().toList().getLast(), 160);
  }

  private static ActionException refused(String doing, String why) {
    return new ActionException(Effect.NONE, doing + ": " + why);
  }
}

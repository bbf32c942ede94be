package nightshift.bot.action.custom;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.Command;
import nightshift.bot.host.Machines;
import nightshift.config.Settings.CustomAction;
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
  private final Inputs inputs;
  private final OwnValues ownValues;
  private final Machines machines;

  /**
   * @param machines where it can run
   */
  CustomKind(CustomAction action, Machines machines) {
    this.action = action;
    this.inputs = new Inputs(action.name(), action.inputs());
    this.ownValues = new OwnValues(action.environment());
    this.machines = machines;
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
    Prepared prepared = prepared(action.argv(), args, ctx);
    Reversal reversal =
        action.undo().isEmpty()
            ? Reversal.none("no undo is declared for " + name())
            : Reversal.by("runs " + prepared(action.undo(), args, ctx).shown(200));
    return preview(prepared, reversal, "");
  }

  private Preview preview(Prepared prepared, Reversal reversal, String before) {
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
        prepared.objects(),
        0,
        action.risk(),
        reversal,
        action.timeout().dividedBy(10).plusSeconds(1));
  }

  @Override
  public Optional<String> drift(CustomArguments args, ActionContext ctx)
      throws ActionException, InterruptedException {
    List<String> now = prepared(action.argv(), args, ctx).objects();
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
    Prepared undo = prepared(action.undo(), args, ctx);
    return new KeptUndo(undo.command().argv(), undo.objects(), ctx.objects()).json();
  }

  @Override
  public ActionResult run(CustomArguments args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Prepared prepared = prepared(action.argv(), args, ctx);
    if (!prepared.objects().equals(ctx.objects())) {
      throw refused("running " + name(), "it is not what was approved");
    }
    return run(prepared);
  }

  @Override
  public Preview previewUndo(CustomArguments args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    return preview(
        undo(args, kept(captured), ctx),
        Reversal.none("undoing an undo is running it again"),
        "takes back: ");
  }

  @Override
  public ActionResult undo(CustomArguments args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    KeptUndo kept = kept(captured);
    Prepared prepared = undo(args, kept, ctx);
    if (!prepared.objects().equals(kept.permitted(ctx.objects()))) {
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
    Prepared prepared = prepared(action.undo(), args, ctx);
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

  private Prepared prepared(List<String> template, CustomArguments args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Map<String, String> values = inputs.check(args.values());
    List<String> argv =
        Argv.filled(template, values)
            .orElseThrow(
                () -> refused("preparing " + name(), "it uses an input that it does not declare"));
    if (argv.isEmpty() || !argv.getFirst().equals(template.getFirst())) {
      throw refused("preparing " + name(), "its program must be named by the configuration alone");
    }
    Prepared.Place place =
        Placing.of(action, machines, ctx.target())
            .orElseThrow(() -> refused("preparing " + name(), Placing.nowhere(ctx.target())));
    return Prepared.of(
        name(),
        new Command(argv, action.environment(), action.directory(), action.timeout()),
        inputs.files(values),
        place);
  }

  private static ActionException refused(String doing, String why) {
    return new ActionException(Effect.NONE, doing + ": " + why);
  }
}

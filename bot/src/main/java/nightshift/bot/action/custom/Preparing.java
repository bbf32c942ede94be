package nightshift.bot.action.custom;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.Command;
import nightshift.bot.host.Machines;
import nightshift.config.CustomAction;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;

/** What one declared action comes to, with its inputs filled in and its files looked at. */
final class Preparing {

  private final CustomAction action;
  private final Inputs inputs;
  private final Machines machines;
  private final ValueMarks marks;

  Preparing(CustomAction action, Machines machines, ValueMarks marks) {
    this.action = action;
    this.inputs = new Inputs(action.name(), action.inputs());
    this.machines = machines;
    this.marks = marks;
  }

  /** The action's own command. */
  Prepared command(CustomArguments args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return prepared(action.argv(), args, ctx);
  }

  /** The command that takes it back. */
  Prepared undo(CustomArguments args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return prepared(action.undo(), args, ctx);
  }

  /** What people approve of one command alone. */
  List<String> objects(Prepared prepared) {
    return prepared.objects(marks);
  }

  /**
   * Everything that people approve: the command, and what the declaration says about it, so that a
   * declaration that changed is another plan.
   */
  List<String> objects(Prepared prepared, CustomArguments args, ActionContext ctx)
      throws ActionException, InterruptedException {
    List<String> all = new ArrayList<>(objects(prepared));
    all.add("risk " + action.risk().word());
    if (!action.undo().isEmpty()) {
      undo(args, ctx).words().forEach(w -> all.add("undo " + w));
    }
    if (!action.verify().isEmpty()) {
      // Its check is given no inputs, so what has no default is approved as it is declared.
      Map<String, String> values = inputs.defaults();
      List<String> argv = Argv.filled(action.verify(), values).orElse(action.verify());
      prepared(argv, List.of(), ctx).words().forEach(w -> all.add("check " + w));
    }
    return all;
  }

  private Prepared prepared(List<String> template, CustomArguments args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Map<String, String> values = inputs.check(args.values());
    List<String> argv =
        Argv.filled(template, values)
            .orElseThrow(() -> refused("it uses an input that it does not declare"));
    if (argv.isEmpty() || !argv.getFirst().equals(template.getFirst())) {
      throw refused("its program must be named by the configuration alone");
    }
    return prepared(argv, inputs.files(values), ctx);
  }

  private Prepared prepared(List<String> argv, List<Prepared.GivenFile> files, ActionContext ctx)
      throws ActionException, InterruptedException {
    Prepared.Place place =
        Placing.of(action, machines, ctx.target())
            .orElseThrow(() -> refused(Placing.nowhere(ctx.target())));
    return Prepared.of(
        action.name(),
        new Command(argv, action.environment(), action.directory(), action.timeout()),
        files,
        place);
  }

  private ActionException refused(String why) {
    return new ActionException(Effect.NONE, "preparing " + action.name() + ": " + why);
  }
}

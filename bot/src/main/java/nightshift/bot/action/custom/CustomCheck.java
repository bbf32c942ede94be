package nightshift.bot.action.custom;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.Command;
import nightshift.bot.host.Commands;
import nightshift.config.Settings.CustomAction;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.Durations;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * The check that the operator declared for a custom action: healthy when it ends with 0. A probe is
 * given no inputs, so the check sees their defaults.
 */
final class CustomCheck implements Probe {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LINES = 20;

  private final CustomAction action;
  private final Inputs inputs;
  private final OwnValues ownValues;
  private final Commands commands;
  private final InstantSource clock;

  CustomCheck(CustomAction action, Commands commands, InstantSource clock) {
    this.action = action;
    this.inputs = new Inputs(action.name(), action.inputs());
    this.ownValues = new OwnValues(action.environment());
    this.commands = commands;
    this.clock = clock;
  }

  @Override
  public String name() {
    return action.name();
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    Duration timeout = action.timeout().compareTo(PATIENCE) < 0 ? action.timeout() : PATIENCE;
    Command.Ending end = commands.run(command(timeout));
    String output = ownValues.removed(end.output());
    if (!end.started() || end.timedOut()) {
      throw unanswered(target, end.started() ? "no end after " + Durations.shown(timeout) : output);
    }
    List<String> lines = output.lines().toList();
    return new Reading(
        name(),
        target,
        end.exitCode() == 0,
        (double) end.exitCode(),
        Map.of(),
        Map.of("exit_code", (long) end.exitCode()),
        lines.subList(Math.max(0, lines.size() - LINES), lines.size()),
        clock.instant());
  }

  private Command command(Duration timeout) throws ProbeException, InterruptedException {
    try {
      List<String> argv =
          Argv.filled(action.verify(), inputs.defaults())
              .orElseThrow(() ->
                  new ProbeException(
                      ProbeException.Kind.NO_SUCH_TARGET,
                      "checking " + name() + ": it uses an input that has no default"));
      Command command = new Command(argv, action.environment(), action.directory(), timeout);
      return Prepared.of(name(), command).command();
    } catch (ActionException e) {
      throw new ProbeException(ProbeException.Kind.UNREACHABLE, String.valueOf(e.getMessage()));
    }
  }

  private ProbeException unanswered(Target target, String why) {
    return new ProbeException(
        ProbeException.Kind.UNREACHABLE, "checking " + target + " with " + name() + ": " + why);
  }
}

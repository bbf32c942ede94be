package nightshift.bot.action.custom;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.Command;
import nightshift.bot.host.Machines;
import nightshift.config.CustomAction;
import nightshift.engine.action.ActionException;
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
  private final Machines machines;
  private final InstantSource clock;

  CustomCheck(CustomAction action, Machines machines, InstantSource clock) {
    this.action = action;
    this.inputs = new Inputs(action.name(), action.inputs());
    this.ownValues = new OwnValues(action.environment());
    this.machines = machines;
    this.clock = clock;
  }

  @Override
  public String name() {
    return action.name();
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    Duration timeout = action.timeout().compareTo(PATIENCE) < 0 ? action.timeout() : PATIENCE;
    Prepared prepared = prepared(target, timeout);
    Command.Ending end = prepared.place().machine().run(prepared.started());
    String output = ownValues.removed(end.output());
    if (!end.started() || end.timedOut()) {
      throw unanswered(target, end.started() ? end.unseen(timeout) : output);
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

  private Prepared prepared(Target target, Duration timeout)
      throws ProbeException, InterruptedException {
    try {
      Map<String, String> values = inputs.defaults();
      List<String> argv =
          Argv.filled(action.verify(), values)
              .orElseThrow(() ->
                  new ProbeException(
                      ProbeException.Kind.NO_SUCH_TARGET,
                      "checking " + name() + ": it uses an input that has no default"));
      Prepared.Place place =
          Placing.of(action, machines, target)
              .orElseThrow(() -> unanswered(target, Placing.nowhere(target)));
      Command command = new Command(argv, action.environment(), action.directory(), timeout);
      return Prepared.of(name(), command, inputs.files(values), place);
    } catch (ActionException e) {
      throw new ProbeException(ProbeException.Kind.UNREACHABLE, String.valueOf(e.getMessage()));
    }
  }

  private ProbeException unanswered(Target target, String why) {
    return new ProbeException(
        ProbeException.Kind.UNREACHABLE, "checking " + target + " with " + name() + ": " + why);
  }
}

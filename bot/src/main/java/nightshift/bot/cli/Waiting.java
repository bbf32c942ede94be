package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import nightshift.engine.action.Durations;
import nightshift.engine.port.Pacer;
import picocli.CommandLine.Option;

/** {@code --wait}: asks until a plan has ended. */
final class Waiting {

  private static final Duration BETWEEN = Duration.ofMillis(250);

  /** States that only a person can end, or nobody: there is nothing left to wait for. */
  private static final Set<String> ENDED =
      Set.of(
          "resolved",
          "failed",
          "rolled_back",
          "rejected",
          "expired",
          "cancelled",
          "superseded",
          "blocked",
          "shadowed",
          "in_doubt");

  @Option(names = "--wait", description = "wait until the plan has ended")
  private boolean wanted;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "how long --wait waits, like 90s or 10m (10m)")
  private String timeout = "10m";

  private final Pacer pacer;

  Waiting(Pacer pacer) {
    this.pacer = pacer;
  }

  boolean wanted() {
    return wanted;
  }

  /** Asks again and again; prints the plan as it ended, and returns how that was. */
  Exit untilEnded(Api api, String plan, ServerCommand command) {
    Duration left = duration(timeout);
    while (true) {
      JsonNode now = api.get(Plans.path(plan));
      String state = Printing.text(now, "state");
      if (ENDED.contains(state)) {
        command.print(now, Printing.wrap(ending(now, state), 0));
        return Exit.ofState(state);
      }
      if (left.isNegative()) {
        throw new CommandFailed(
            Exit.TIMED_OUT,
            "waiting for plan "
                + plan
                + ": still "
                + words(state)
                + " after "
                + timeout
                + heldBack(now, state));
      }
      pause();
      left = left.minus(BETWEEN);
    }
  }

  private static String heldBack(JsonNode plan, String state) {
    for (JsonNode entry : plan.path("thread")) {
      if (state.equals("approved") && Printing.text(entry, "key").equals("held")) {
        return "; " + Printing.text(entry, "body");
      }
    }
    return "";
  }

  /** Reads a time such as {@code 90s}. */
  static Duration duration(String text) {
    return Durations.parse(text)
        .orElseThrow(() ->
            new CommandFailed(
                Exit.USAGE,
                "\"" + Printing.line(text) + "\" is no time; write it like 90s, 10m or 2h"));
  }

  private void pause() {
    try {
      pacer.pause(BETWEEN);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(Exit.FAILED, "waiting: interrupted; the plan goes on by itself");
    }
  }

  private static String ending(JsonNode plan, String state) {
    String result = Printing.text(plan, "result");
    return "plan #"
        + Printing.text(plan, "number")
        + " is "
        + words(state)
        + (result.isEmpty() ? "" : ": " + result);
  }

  private static String words(String state) {
    return state.replace('_', ' ');
  }
}

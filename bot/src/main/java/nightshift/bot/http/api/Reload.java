package nightshift.bot.http.api;

import java.util.List;

/** Reads the configuration again while everything runs. */
@FunctionalInterface
public interface Reload {

  /**
   * Reads it again. What was in force stays when the new one has mistakes.
   *
   * @param by who asks, for the event log
   */
  Outcome reload(String by);

  /**
   * What came of it.
   *
   * @param done whether the new configuration is in force
   * @param lines mistakes, warnings, and what takes a restart; empty when there is nothing to say
   */
  record Outcome(boolean done, List<String> lines) {
    public Outcome {
      lines = List.copyOf(lines);
    }
  }
}

package nightshift.bot.source.docker;

import java.util.List;
import java.util.Map;
import nightshift.engine.alert.Signal;

/**
 * What came of an event, or of a round.
 *
 * @param charts what is remembered now, by container name
 * @param signals what is to be told
 */
record Step(Map<String, Chart> charts, List<Signal> signals) {
  Step {
    charts = Map.copyOf(charts);
    signals = List.copyOf(signals);
  }
}

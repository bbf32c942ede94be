package nightshift.bot.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.stream.Stream;
import nightshift.engine.port.LedgerView.LedgerEvent;
import nightshift.engine.work.Choosing;

/** Which playbooks were tried before the one that made a plan, out of the plan's events. */
public final class PassedOver {

  private PassedOver() {}

  /**
   * A line per playbook: its name, and why it does not match. Empty for a plan whose playbook was
   * the first, and for one that a person asked for.
   *
   * @param events of one plan
   */
  public static List<String> of(List<LedgerEvent> events) {
    return events.stream()
        .filter(e -> e.type().equals(Choosing.EVENT))
        .findFirst()
        .map(PassedOver::lines)
        .orElse(List.of());
  }

  private static List<String> lines(LedgerEvent event) {
    try {
      String text = Json.MAPPER.readTree(event.payload()).path(Choosing.FACT).asText();
      return Stream.of(text.split("\n")).filter(l -> !l.isBlank()).toList();
    } catch (JsonProcessingException damaged) {
      // Whoever verifies the chain is told; a question about a plan is answered without it.
      return List.of();
    }
  }
}

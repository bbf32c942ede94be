package nightshift.bot.action.custom;

import java.util.Map;
import java.util.Optional;

/**
 * What a playbook gives a custom action.
 *
 * @param inputs values by the names that the action declares; empty when it needs none
 */
public record CustomArguments(Optional<Map<String, String>> inputs) {

  Map<String, String> values() {
    return inputs.orElse(Map.of());
  }
}

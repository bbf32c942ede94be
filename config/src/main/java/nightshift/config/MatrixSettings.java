package nightshift.config;

import java.net.URI;
import java.util.Map;

/**
 * Where on Matrix cards are shown.
 *
 * @param token an access token of the bot's account, in memory only
 * @param homeserver the address of its Client-Server API, without a slash at the end
 * @param room the only room whose reactions and commands count; its id
 * @param powerLevels a role of ours to the power level in the room that gives it, to anybody there
 */
public record MatrixSettings(
    String token, URI homeserver, String room, Map<String, Integer> powerLevels) {
  public MatrixSettings {
    powerLevels = Map.copyOf(powerLevels);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Matrix[" + homeserver + ", room " + room + "]";
  }
}

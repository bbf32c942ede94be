package nightshift.bot.action.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import nightshift.engine.action.ActionException;

/**
 * What undoing a renice needs, as it is kept in the ledger.
 *
 * @param planned the value that was to be set
 * @param processes each with its threads as they were
 */
record NiceBefore(int planned, List<Each> processes) {

  private static final ObjectMapper JSON = new ObjectMapper();

  NiceBefore {
    processes = List.copyOf(processes);
  }

  /**
   * One process.
   *
   * @param line its line of the manifest
   * @param main nice value of its main thread
   * @param threads nice value by thread number
   */
  record Each(String line, int main, Map<Integer, Integer> threads) {
    Each {
      threads = Map.copyOf(threads);
    }
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static NiceBefore read(String captured) throws ActionException {
    try {
      return JSON.readValue(captured, NiceBefore.class);
    } catch (JsonProcessingException e) {
      throw ProcessDoor.refused(
          "undoing: what was noted before the step cannot be read, so nothing is touched");
    }
  }
}

package nightshift.bot.action.custom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of the undo before an action runs.
 *
 * @param argv the undo's command line
 * @param objects the undo's program and all that it gets, as {@link Prepared#objects}
 * @param approved the same of the action itself: what people approved
 */
record KeptUndo(List<String> argv, List<String> objects, List<String> approved) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  KeptUndo {
    argv = List.copyOf(argv);
    objects = List.copyOf(objects);
    approved = List.copyOf(approved);
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads {@link #json}; empty when it is something else. */
  static Optional<KeptUndo> parse(String json) {
    try {
      return Optional.of(JSON.readValue(json, KeptUndo.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /**
   * What may run. Undoing by itself comes with the objects of the action that is undone, for which
   * nobody saw the undo after this was kept; an undo that people approved comes with its own.
   */
  List<String> permitted(List<String> given) {
    return given.equals(approved) ? objects : given;
  }
}

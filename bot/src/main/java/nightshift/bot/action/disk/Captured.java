package nightshift.bot.action.disk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.Optional;
import nightshift.bot.host.files.RawPath;

/**
 * What undo needs to know, stored before anything is moved.
 *
 * @param shelf where the files will be, escaped
 * @param device the file system of the quarantine, to tell an unmounted one from an empty one
 * @param until seconds since 1970 from which on they may be gone
 */
record Captured(String shelf, long device, long until) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  Path folder() {
    return RawPath.parse(shelf);
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads {@link #json}; empty for anything else, such as what a deletion leaves. */
  static Optional<Captured> parse(String json) {
    if (json.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(json, Captured.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}

package nightshift.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Records as JSON bodies, and event payloads as canonical JSON. */
final class Json {

  private final JsonMapper bodies =
      JsonMapper.builder()
          .addModules(new JavaTimeModule(), new Jdk8Module(), sequencedMaps())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          // An exit code comes back as the Long that it was, whatever its size.
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .build();
  private final JsonMapper canonical =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private static SimpleModule sequencedMaps() {
    return new SimpleModule().addAbstractTypeMapping(SequencedMap.class, LinkedHashMap.class);
  }

  /** The record as a body. */
  String body(Object value) {
    return written(bodies, value);
  }

  /** The record that {@link #body} wrote. */
  <T> T read(String body, Class<T> type) {
    try {
      return bodies.readValue(body, type);
    } catch (JsonProcessingException e) {
      throw new UnreadableBody(type, e);
    }
  }

  /** Facts with sorted keys and no spaces: the same facts are always the same text. */
  String canonical(Map<String, ?> facts) {
    return written(canonical, facts);
  }

  /** A list of texts, for SQLite's {@code json_each}. */
  String array(Collection<String> texts) {
    return written(canonical, texts);
  }

  private static String written(JsonMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          value.getClass().getSimpleName() + " cannot be written as JSON", e);
    }
  }

  /** A stored body is not what this version writes: another version's, or damaged. */
  static final class UnreadableBody extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableBody(Class<?> type, Throwable cause) {
      super("a stored " + type.getSimpleName() + " cannot be read", cause);
    }
  }
}

package nightshift.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/** The keys of one map. */
public final class Fields {

  private final Cursor self;
  private final SequencedMap<String, Cursor> values;

  Fields(Cursor self, SequencedMap<String, Cursor> values) {
    this.self = self;
    this.values = values;
  }

  /** The map itself. */
  public Cursor self() {
    return self;
  }

  /** All keys that were written. */
  public SequencedMap<String, Cursor> all() {
    return values;
  }

  /** The value of a key, if it was written. */
  public Optional<Cursor> find(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** The value of a key that may be missing. */
  public <T> Optional<T> read(String key, Function<Cursor, Optional<T>> reader) {
    return find(key).flatMap(reader);
  }

  /** The value of a key, or this when it is missing. */
  public <T> T or(String key, Function<Cursor, Optional<T>> reader, T fallback) {
    return read(key, reader).orElse(fallback);
  }

  /**
   * The value of a key that must be there.
   *
   * @param example shown when it is missing
   */
  public <T> Optional<T> need(String key, Function<Cursor, Optional<T>> reader, String example) {
    if (!values.containsKey(key)) {
      self.error("\"" + key + "\" is missing; write for example " + key + ": " + example);
    }
    return read(key, reader);
  }

  /** The items of a list that may be missing. Those that cannot be read are left out. */
  public <T> List<T> each(String key, Function<Cursor, Optional<T>> reader) {
    List<T> out = new ArrayList<>();
    find(key).ifPresent(list -> list.items().forEach(i -> reader.apply(i).ifPresent(out::add)));
    return List.copyOf(out);
  }
}

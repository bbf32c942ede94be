package nightshift.engine.action;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Binds plain values (from YAML or the ledger) to an action's argument record. Keys are the
 * components' names in snake_case; {@code Optional} components may be missing; unknown keys are
 * refused. Types: String, int, long, double, boolean, {@link Duration}, {@link Size}, enums (lower
 * case), {@code List<String>}, {@code Map<String, String>}, and Optional of these.
 */
public final class Arguments {

  private Arguments() {}

  /** A number of bytes in an argument record, so that {@code 512MiB} can be written. */
  public record Size(long bytes) {}

  /** The keys that a record understands, in its order. */
  public static Set<String> keys(Class<? extends Record> type) {
    Set<String> keys = new LinkedHashSet<>();
    for (RecordComponent c : type.getRecordComponents()) {
      keys.add(snake(c.getName()));
    }
    return keys;
  }

  /**
   * Makes the record.
   *
   * @throws BadArguments naming the key, what it must be, and for a misspelt key the nearest known
   *     one
   */
  public static <A extends Record> A bind(Class<A> type, Map<String, ?> values)
      throws BadArguments {
    Set<String> known = keys(type);
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw new BadArguments(key, "unknown argument \"" + key + "\"" + Nearest.hint(key, known));
      }
    }
    RecordComponent[] parts = type.getRecordComponents();
    Object[] args = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      args[i] = component(parts[i], values);
    }
    return construct(type, parts, args);
  }

  private static Object component(RecordComponent part, Map<String, ?> values) throws BadArguments {
    String key = snake(part.getName());
    Object raw = values.get(key);
    boolean optional = part.getType() == Optional.class;
    if (raw == null) {
      if (optional) {
        return Optional.empty();
      }
      throw new BadArguments(key, "argument \"" + key + "\" is missing");
    }
    Type type = part.getGenericType();
    if (optional) {
      return Optional.of(value(key, ((ParameterizedType) type).getActualTypeArguments()[0], raw));
    }
    return value(key, type, raw);
  }

  private static Object value(String key, Type type, Object raw) throws BadArguments {
    Class<?> c = type instanceof ParameterizedType p ? (Class<?>) p.getRawType() : (Class<?>) type;
    if (c == String.class) {
      return scalar(key, raw);
    }
    if (c == int.class || c == Integer.class || c == long.class || c == Long.class) {
      return whole(key, raw, c == int.class || c == Integer.class);
    }
    if (c == double.class || c == Double.class) {
      return raw instanceof Number n
          ? n.doubleValue()
          : parsed(key, raw, "a number", Arguments::real);
    }
    if (c == boolean.class || c == Boolean.class) {
      return raw instanceof Boolean b ? b : parsed(key, raw, "true or false", Arguments::truth);
    }
    if (c == Duration.class) {
      return parsed(key, raw, "a duration such as 30s, 5m or 7d", Durations::parse);
    }
    if (c == Size.class) {
      return parsed(key, raw, "a size such as 512MiB", t -> Bytes.parse(t).map(Size::new));
    }
    if (c.isEnum()) {
      return constant(key, c, raw);
    }
    if (c == List.class) {
      return strings(key, raw);
    }
    if (c == Map.class) {
      return stringMap(key, raw);
    }
    throw new IllegalStateException("argument records cannot hold " + type);
  }

  private static String scalar(String key, Object raw) throws BadArguments {
    if (raw instanceof String || raw instanceof Number || raw instanceof Boolean) {
      return raw.toString();
    }
    throw new BadArguments(key, "argument \"" + key + "\" must be text");
  }

  private static Object whole(String key, Object raw, boolean small) throws BadArguments {
    Optional<Long> n =
        raw instanceof Integer || raw instanceof Long
            ? Optional.of(((Number) raw).longValue())
            : raw instanceof String s && s.matches("-?\\d{1,18}")
                ? Optional.of(Long.parseLong(s))
                : Optional.empty();
    if (n.isEmpty() || (small && n.get() != n.get().intValue())) {
      throw new BadArguments(key, "argument \"" + key + "\" must be a whole number");
    }
    return small ? (Object) n.get().intValue() : n.get();
  }

  private interface Reader<T> {
    Optional<T> read(String text);
  }

  private static <T> T parsed(String key, Object raw, String what, Reader<T> reader)
      throws BadArguments {
    return reader
        .read(scalar(key, raw))
        .orElseThrow(() -> new BadArguments(key, "argument \"" + key + "\" must be " + what));
  }

  private static Optional<Double> real(String text) {
    return text.matches("-?\\d{1,15}(\\.\\d{1,9})?")
        ? Optional.of(Double.parseDouble(text))
        : Optional.empty();
  }

  private static Optional<Boolean> truth(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Object constant(String key, Class<?> type, Object raw) throws BadArguments {
    String word = scalar(key, raw);
    List<String> words = new ArrayList<>();
    for (Object o : type.getEnumConstants()) {
      String w = ((Enum<?>) o).name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (w.equals(word)) {
        return o;
      }
      words.add(w);
    }
    throw new BadArguments(
        key, "argument \"" + key + "\" must be one of " + String.join(", ", words));
  }

  private static List<String> strings(String key, Object raw) throws BadArguments {
    List<?> in = raw instanceof List<?> l ? l : List.of(raw);
    List<String> out = new ArrayList<>();
    for (Object o : in) {
      out.add(scalar(key, o));
    }
    return List.copyOf(out);
  }

  private static Map<String, String> stringMap(String key, Object raw) throws BadArguments {
    if (!(raw instanceof Map<?, ?> in)) {
      throw new BadArguments(key, "argument \"" + key + "\" must be a map of names to values");
    }
    Map<String, String> out = new LinkedHashMap<>();
    for (Map.Entry<?, ?> e : in.entrySet()) {
      out.put(String.valueOf(e.getKey()), scalar(key, e.getValue()));
    }
    return out;
  }

  private static <A extends Record> A construct(
      Class<A> type, RecordComponent[] parts, Object[] args) throws BadArguments {
    Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(args);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw new BadArguments(null, String.valueOf(refusal.getMessage()));
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String snake(String camel) {
    return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}

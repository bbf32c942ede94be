package nightshift.bot.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What may stand at one place of a file. It accepts no less than the parser does: numbers and words
 * may be a whole {@code ${NAME}} or hold a <code>{{ … }}</code>, which only the parser knows to
 * judge.
 *
 * @param json the schema, which the methods add to
 */
record Shape(ObjectNode json) {

  private static final String LATER = "\\$\\{|\\{\\{";

  /** Anything at all. */
  static Shape any() {
    return new Shape(JsonNodeFactory.instance.objectNode());
  }

  private static Shape typed(String... types) {
    Shape shape = any();
    ArrayNode all = shape.json.putArray("type");
    Arrays.asList(types).forEach(all::add);
    return shape;
  }

  /** Text, which need not be in quotes. */
  static Shape text() {
    return typed("string", "number", "boolean");
  }

  /** Text of this form, or a number. */
  static Shape form(String pattern) {
    return oneOf(typed("number"), pattern(pattern), later());
  }

  private static Shape pattern(String pattern) {
    Shape shape = typed("string");
    shape.json.put("pattern", pattern);
    return shape;
  }

  private static Shape later() {
    return pattern(LATER);
  }

  /** Text that is known when the file is used. */
  private static Shape orLater(Shape shape) {
    return oneOf(shape, later());
  }

  /** {@code 30s}, {@code 1h30m}. */
  static Shape duration() {
    return form("^([0-9]+(ms|s|m|h|d|w))+$|^0$");
  }

  /** {@code 512MiB}. */
  static Shape size() {
    return form("^[0-9.]+ *[A-Za-z]*$");
  }

  /** {@code 2/24h}. */
  static Shape rate() {
    return form("^[0-9]+ */ *[0-9a-z]+$");
  }

  /** A whole number. */
  static Shape whole() {
    return orLater(oneOf(typed("integer"), pattern("^-?[0-9]+$")));
  }

  /** A number. */
  static Shape number() {
    return orLater(oneOf(typed("number"), pattern("^-?[0-9.]+$")));
  }

  /** {@code true} or {@code false}. */
  static Shape flag() {
    return orLater(oneOf(typed("boolean"), word(List.of("true", "false"))));
  }

  /** One of an enum's constants, as they are written in files. */
  static Shape choice(Class<? extends Enum<?>> type) {
    return choice(
        Arrays.stream(type.getEnumConstants())
            .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList());
  }

  /** One of these words. */
  static Shape choice(Collection<String> words) {
    return orLater(word(words));
  }

  private static Shape word(Collection<String> words) {
    Shape shape = any();
    ArrayNode all = shape.json.putArray("enum");
    words.forEach(all::add);
    return shape;
  }

  /** What one of these accepts. */
  static Shape oneOf(Shape... shapes) {
    Shape out = any();
    ArrayNode all = out.json.putArray("anyOf");
    Arrays.asList(shapes).forEach(s -> all.add(s.json));
    return out;
  }

  /** What stands under this name in {@code $defs}. */
  static Shape named(String definition) {
    Shape out = any();
    out.json.put("$ref", "#/$defs/" + definition);
    return out;
  }

  /** A list of these. */
  static Shape list(Shape item) {
    Shape out = typed("array");
    out.json.set("items", item.json);
    return out;
  }

  /** A map with keys of the author's own. */
  static Shape map(Shape value) {
    Shape out = typed("object", "null");
    out.json.set("additionalProperties", value.json);
    return out;
  }

  /** A map with the keys that {@link #with} and {@link #need} add, and no others. */
  static Shape keys() {
    Shape out = typed("object", "null");
    out.json.put("additionalProperties", false).putObject("properties");
    return out;
  }

  /** May have this key. */
  Shape with(String key, Shape value) {
    json.withObject("/properties").set(key, value.json);
    return this;
  }

  /** Must have this key. */
  Shape need(String key, Shape value) {
    json.withArray("/required").add(key);
    return with(key, value);
  }

  /** May have each of these keys with such a value. */
  Shape with(List<String> keys, Shape value) {
    keys.forEach(key -> with(key, value));
    return this;
  }

  /** Has exactly one key. */
  Shape single() {
    json.put("minProperties", 1).put("maxProperties", 1);
    return this;
  }

  /** Says what it is for. */
  Shape about(String sentence) {
    json.put("description", sentence);
    return this;
  }

  /** The whole schema of a file. */
  ObjectNode file(String title, java.util.Map<String, Shape> definitions) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("$schema", "https://json-schema.org/draft/2020-12/schema").put("title", title);
    out.setAll(json);
    ObjectNode defs = out.putObject("$defs");
    definitions.forEach((name, shape) -> defs.set(name, shape.json));
    return out;
  }
}

package nightshift.bot.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** As much of JSON Schema as our document uses: types, required, properties, items, enums. */
final class Schemas {

  private final JsonNode document;

  Schemas(JsonNode document) {
    this.document = document;
  }

  /** What does not fit; empty when everything does. */
  List<String> misfits(JsonNode schema, JsonNode value) {
    List<String> out = new ArrayList<>();
    check(schema, value, "$", out);
    return out;
  }

  /** The schema of an answer, as the document has it; missing when the answer is not in it. */
  JsonNode answer(String path, String method, int status) {
    JsonNode answer =
        resolve(
            document
                .path("paths")
                .path(path)
                .path(method)
                .path("responses")
                .path(String.valueOf(status)));
    return answer.path("content").path(0).isMissingNode() && answer.path("content").isEmpty()
        ? answer.path("content").path("none")
        : answer.path("content").elements().next().path("schema");
  }

  private JsonNode resolve(JsonNode node) {
    String ref = node.path("$ref").asText("");
    return ref.isEmpty() ? node : document.at(ref.substring(1));
  }

  private void check(JsonNode raw, JsonNode value, String at, List<String> out) {
    JsonNode schema = resolve(raw);
    if (schema.has("oneOf")) {
      boolean any = false;
      for (JsonNode option : schema.path("oneOf")) {
        any |= misfits(option, value).isEmpty();
      }
      if (!any) {
        out.add(at + " fits none of the options");
      }
      return;
    }
    type(schema, value, at, out);
    if (schema.has("enum") && !value.isNull()) {
      boolean known = schema.path("enum").toString().contains("\"" + value.asText() + "\"");
      if (!known) {
        out.add(at + " is " + value);
      }
    }
    schema
        .path("required")
        .forEach(r -> {
          if (!value.has(r.textValue())) {
            out.add(at + "." + r.textValue() + " is missing");
          }
        });
    schema
        .path("properties")
        .properties()
        .forEach(p -> {
          if (value.has(p.getKey())) {
            check(p.getValue(), value.get(p.getKey()), at + "." + p.getKey(), out);
          }
        });
    if (schema.has("properties")) {
      value
          .fieldNames()
          .forEachRemaining(name -> {
            if (!schema.path("properties").has(name)) {
              out.add(at + "." + name + " is not in the document");
            }
          });
    }
    for (int i = 0; schema.has("items") && i < value.size(); i++) {
      check(schema.path("items"), value.get(i), at + "[" + i + "]", out);
    }
  }

  private static void type(JsonNode schema, JsonNode value, String at, List<String> out) {
    JsonNode type = schema.path("type");
    List<String> allowed = new ArrayList<>();
    if (type.isArray()) {
      type.forEach(t -> allowed.add(t.textValue()));
    } else if (type.isTextual()) {
      allowed.add(type.textValue());
    }
    String is =
        switch (value.getNodeType()) {
          case STRING -> "string";
          case BOOLEAN -> "boolean";
          case NULL -> "null";
          case ARRAY -> "array";
          case OBJECT -> "object";
          default -> value.isIntegralNumber() ? "integer" : "number";
        };
    boolean fits = allowed.contains(is) || is.equals("integer") && allowed.contains("number");
    if (!allowed.isEmpty() && !fits) {
      out.add(at + " is a " + is + ", not " + allowed);
    }
  }
}

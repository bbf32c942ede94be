package nightshift.bot.chat.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nightshift.bot.loopback.discord.Shapes;

/**
 * Discord's published OpenAPI document, where the property {@code nightshift.discord.openapi} names
 * the file. Without it nothing is checked by it.
 */
final class OpenApi {

  private static final String ID = "https://discord.test/openapi.json";
  private static final Optional<OpenApi> GIVEN =
      Optional.ofNullable(System.getProperty("nightshift.discord.openapi"))
          .filter(p -> !p.isBlank())
          .map(p -> new OpenApi(Path.of(p)));

  private final JsonNode document;
  private final SchemaRegistry registry;
  private final Map<String, Optional<Schema>> schemas = new ConcurrentHashMap<>();

  private OpenApi(Path file) {
    try {
      String text = Files.readString(file);
      document = Shapes.JSON.readTree(text);
      registry =
          SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_2020_12, b -> b.schemas(Map.of(ID, text)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The document, if there is one. */
  static Optional<OpenApi> given() {
    return GIVEN;
  }

  /** What is wrong with a request; empty when nothing is. */
  List<String> request(String method, String path, JsonNode body) {
    String operation = operation(method, path);
    if (body.isMissingNode()) {
      return List.of();
    }
    return wrong(
        operation + "/requestBody/content/application~1json/schema",
        normal(body),
        method + " " + path);
  }

  /** What is wrong with an answer of the stand-in; empty when nothing is. */
  List<String> answer(String method, String path, int status, JsonNode body) {
    if (status == 204 || body.isMissingNode()) {
      return List.of();
    }
    String at =
        operation(method, path) + "/responses/" + status + "/content/application~1json/schema";
    return wrong(at, body, "the answer to " + method + " " + path);
  }

  private List<String> wrong(String pointer, JsonNode body, String what) {
    Schema schema =
        schemas
            .computeIfAbsent(pointer, this::schema)
            .orElseThrow(() -> new AssertionError(what + ": the document has no " + pointer));
    return schema.validate(body.toString(), InputFormat.JSON).stream()
        .map(e ->
            what
                + ": "
                + (e + " in " + body).substring(0, Math.min(400, (e + " in " + body).length())))
        .limit(3)
        .toList();
  }

  private Optional<Schema> schema(String pointer) {
    JsonNode node = document.at(pointer);
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    String fragment = node.has("$ref") ? node.get("$ref").asText().substring(1) : pointer;
    String escaped = fragment.replace("{", "%7B").replace("}", "%7D");
    return Optional.of(registry.getSchema(SchemaLocation.of(ID + "#" + escaped)));
  }

  private String operation(String method, String path) {
    String[] parts = path.split("/");
    for (var e : document.get("paths").properties()) {
      if (e.getValue().has(method.toLowerCase(java.util.Locale.ROOT))
          && fits(e.getKey().split("/"), parts)) {
        return "/paths/"
            + e.getKey().replace("/", "~1")
            + "/"
            + method.toLowerCase(java.util.Locale.ROOT);
      }
    }
    throw new AssertionError("the document has no " + method + " " + path);
  }

  // A literal part of a template, such as @me, fits only itself.
  private static boolean fits(String[] template, String[] path) {
    if (template.length != path.length) {
      return false;
    }
    for (int i = 0; i < path.length; i++) {
      boolean id = template[i].startsWith("{") && !path[i].startsWith("@");
      if (!id && !template[i].equals(path[i])) {
        return false;
      }
    }
    return true;
  }

  // JDA writes some numbers as texts, and the other way round; Discord takes both.
  private static JsonNode normal(JsonNode body) {
    JsonNode copy = body.deepCopy();
    for (JsonNode owner : copy.findParents("default_member_permissions")) {
      JsonNode value = owner.get("default_member_permissions");
      if (value.isTextual()) {
        ((ObjectNode) owner).put("default_member_permissions", value.asLong());
      }
    }
    if (copy.has("recipient_id")) {
      ((ObjectNode) copy).put("recipient_id", copy.get("recipient_id").asText());
    }
    for (JsonNode file : copy.path("attachments")) {
      ((ObjectNode) file).put("id", file.path("id").asText());
    }
    for (String list : List.of("contexts", "integration_types")) {
      for (JsonNode owner : copy.findParents(list)) {
        ArrayNode numbers = Shapes.JSON.createArrayNode();
        owner.get(list).forEach(v -> numbers.add(v.asInt()));
        ((ObjectNode) owner).set(list, numbers);
      }
    }
    return copy;
  }
}

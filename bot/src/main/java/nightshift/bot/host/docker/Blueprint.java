package nightshift.bot.host.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to make a container of, so that it is like another: out of the engine's answer to an
 * inspection. Pure.
 *
 * @param body for {@code POST /containers/create}
 * @param furtherNetworks to be attached before the start, by name, since older engines take one
 */
record Blueprint(ObjectNode body, Map<String, JsonNode> furtherNetworks) {

  private static final List<String> IMAGE_DEFAULTS =
      List.of(
          "Cmd",
          "Entrypoint",
          "WorkingDir",
          "User",
          "Healthcheck",
          "StopSignal",
          "Shell",
          "OnBuild");
  private static final List<String> IMAGE_SETS = List.of("Labels", "ExposedPorts", "Volumes");

  /**
   * Draws it.
   *
   * @param inspected the container as it is
   * @param image what the new one is made of
   * @param defaults configuration of the image that the old one was made of, when the new image is
   *     another: what came from there is left to the new image. Else an empty object
   * @param label a mark on the new one
   */
  static Blueprint of(
      JsonNode inspected, String image, JsonNode defaults, Map.Entry<String, String> label) {
    ObjectNode body = inspected.path("Config").deepCopy();
    withoutDefaults(body, defaults);
    body.put("Image", image);
    String id = inspected.path("Id").asText();
    if (id.startsWith(body.path("Hostname").asText("-"))) {
      // Docker named it after the old id; the new one is to be named after its own.
      body.remove("Hostname");
    }
    labels(body).put(label.getKey(), label.getValue());
    ObjectNode host = inspected.path("HostConfig").deepCopy();
    host.remove("ContainerIDFile");
    keepVolumes(inspected, host);
    body.set("HostConfig", host);
    return new Blueprint(body, networks(inspected, body, host.path("NetworkMode").asText()));
  }

  private static ObjectNode labels(ObjectNode body) {
    return body.get("Labels") instanceof ObjectNode there ? there : body.putObject("Labels");
  }

  private static void withoutDefaults(ObjectNode body, JsonNode defaults) {
    for (String key : IMAGE_DEFAULTS) {
      if (defaults.has(key) && defaults.get(key).equals(body.get(key))) {
        body.remove(key);
      }
    }
    for (String key : IMAGE_SETS) {
      if (body.get(key) instanceof ObjectNode own) {
        defaults
            .path(key)
            .fields()
            .forEachRemaining(d -> {
              if (d.getValue().equals(own.get(d.getKey()))) {
                own.remove(d.getKey());
              }
            });
      }
    }
    if (body.get("Env") instanceof ArrayNode env) {
      Set<JsonNode> inherited = new HashSet<>();
      defaults.path("Env").forEach(inherited::add);
      for (Iterator<JsonNode> i = env.iterator(); i.hasNext(); ) {
        if (inherited.contains(i.next())) {
          i.remove();
        }
      }
    }
  }

  /** Volumes that Docker made without being told a name hold data that the new one must find. */
  private static void keepVolumes(JsonNode inspected, ObjectNode host) {
    Set<String> named = new HashSet<>();
    host.path("Binds").forEach(b -> named.add(b.asText().split(":", 3)[1]));
    host.path("Mounts").forEach(m -> named.add(m.path("Target").asText()));
    host.path("Tmpfs").fieldNames().forEachRemaining(named::add);
    ArrayNode binds =
        host.get("Binds") instanceof ArrayNode there ? there : JsonNodeFactory.instance.arrayNode();
    for (JsonNode m : inspected.path("Mounts")) {
      String at = m.path("Destination").asText();
      if (m.path("Type").asText().equals("volume") && !named.contains(at)) {
        binds.add(m.path("Name").asText() + ":" + at + (m.path("RW").asBoolean(true) ? "" : ":ro"));
      }
    }
    host.set("Binds", binds);
  }

  private static Map<String, JsonNode> networks(JsonNode inspected, ObjectNode body, String mode) {
    Map<String, JsonNode> further = new java.util.TreeMap<>();
    ObjectNode first = body.putObject("NetworkingConfig").putObject("EndpointsConfig");
    String shortId = inspected.path("Id").asText().substring(0, 12);
    inspected
        .path("NetworkSettings")
        .path("Networks")
        .fields()
        .forEachRemaining(n -> {
          ObjectNode endpoint = JsonNodeFactory.instance.objectNode();
          for (String key : List.of("IPAMConfig", "Links", "DriverOpts")) {
            if (n.getValue().hasNonNull(key)) {
              endpoint.set(key, n.getValue().get(key));
            }
          }
          ArrayNode aliases = endpoint.putArray("Aliases");
          n.getValue()
              .path("Aliases")
              .forEach(a -> {
                if (!a.asText().equals(shortId)) {
                  aliases.add(a);
                }
              });
          if (aliases.isEmpty()) {
            endpoint.remove("Aliases");
          }
          boolean main =
              n.getKey().equals(mode) || (mode.equals("default") && n.getKey().equals("bridge"));
          if (main) {
            first.set(n.getKey(), endpoint);
          } else {
            further.put(n.getKey(), endpoint);
          }
        });
    if (first.isEmpty()) {
      body.remove("NetworkingConfig");
    }
    // host, none and container:… have no networks that could be attached.
    boolean attached = mode.equals("default") || mode.equals("bridge") || !first.isEmpty();
    return attached ? Map.copyOf(further) : Map.of();
  }
}

package nightshift.bot.host.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Removes one thing by its id, if it is still so and unused. Never by force. */
final class Removal {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CONFLICT = 409;

  private Removal() {}

  static void of(Raw raw, Thing thing) throws IOException {
    switch (thing.kind()) {
      case CONTAINER -> raw.delete("/containers/" + thing.id());
      case IMAGE -> image(raw, thing);
      case NETWORK -> raw.delete("/networks/" + thing.id());
      case VOLUME -> raw.delete("/volumes/" + thing.id());
      case BUILD_CACHE -> cache(raw, thing);
    }
  }

  /** Docker removes an image of one name by its id; further names are taken off it before. */
  private static void image(Raw raw, Thing image) throws IOException {
    requireUnused(raw, image);
    for (String name : image.names().subList(0, Math.max(0, image.names().size() - 1))) {
      raw.delete("/images/" + name + "?noprune=true");
    }
    // With the nameless images it was built on, which nothing else is built on either.
    raw.delete("/images/" + image.id());
  }

  private static void requireUnused(Raw raw, Thing image) throws IOException {
    List<String> names = new ArrayList<>();
    raw.get("/images/" + image.id() + "/json").path("RepoTags").forEach(t -> names.add(t.asText()));
    names.sort(String::compareTo);
    if (!names.equals(image.names())) {
      throw new DockerException("it has other names than were approved", CONFLICT);
    }
    for (JsonNode c : raw.get("/containers/json?all=1")) {
      if (c.path("ImageID").asText().equals(image.id())) {
        throw new DockerException("a container uses it now", CONFLICT);
      }
    }
  }

  /** The one use of Docker's own prune: with a filter that names a single record. */
  private static void cache(Raw raw, Thing record) throws IOException {
    String filter = JSON.writeValueAsString(Map.of("id", List.of(record.id())));
    String query = "all=true&filters=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
    if (raw.post("/build/prune?" + query, null).path("CachesDeleted").isEmpty()) {
      throw new DockerException("something else needs it, or it is gone", CONFLICT);
    }
  }
}

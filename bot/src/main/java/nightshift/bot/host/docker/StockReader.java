package nightshift.bot.host.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nightshift.bot.host.docker.Thing.Kind;

/**
 * Makes a list of unused things out of the engine's answers to {@code /system/df}, {@code
 * /containers/json?all=1} and {@code /networks}. Pure.
 */
final class StockReader {

  private static final Set<String> BUILT_IN = Set.of("bridge", "host", "none");

  private final JsonNode df;
  private final JsonNode containers;

  /**
   * @param df of {@code /system/df}
   * @param containers of {@code /containers/json?all=1}
   */
  StockReader(JsonNode df, JsonNode containers) {
    this.df = df;
    this.containers = containers;
  }

  /** Containers that do not run, with what they wrote. */
  List<Thing> containers() {
    List<Thing> out = new ArrayList<>();
    for (JsonNode c : df.path("Containers")) {
      String state = c.path("State").asText();
      if (state.equals("exited") || state.equals("dead") || state.equals("created")) {
        String name = FactsReader.bareName(c.path("Names").path(0).asText());
        out.add(
            new Thing(
                Kind.CONTAINER,
                c.path("Id").asText(),
                List.of(name),
                c.path("SizeRw").asLong(),
                c.path("Created").asLong()));
      }
    }
    return out;
  }

  /** Images that no container is made of, running or not. */
  List<Thing> images() {
    Set<String> used = new HashSet<>();
    containers.forEach(c -> used.add(c.path("ImageID").asText()));
    List<Thing> out = new ArrayList<>();
    for (JsonNode i : df.path("Images")) {
      if (!used.contains(i.path("Id").asText())) {
        out.add(image(i));
      }
    }
    return out;
  }

  private static Thing image(JsonNode i) {
    List<String> names = new ArrayList<>();
    for (JsonNode tag : i.path("RepoTags")) {
      if (!tag.asText().equals("<none>:<none>")) {
        names.add(tag.asText());
      }
    }
    // -1 where the engine did not compute it.
    long shared = Math.max(0, i.path("SharedSize").asLong());
    long own = Math.max(0, i.path("Size").asLong() - shared);
    return new Thing(Kind.IMAGE, i.path("Id").asText(), names, own, i.path("Created").asLong());
  }

  /** Volumes that no container mentions. */
  List<Thing> volumes() {
    List<Thing> out = new ArrayList<>();
    for (JsonNode v : df.path("Volumes")) {
      String name = v.path("Name").asText();
      if (v.path("UsageData").path("RefCount").asLong(1) == 0 && !mentioned(name)) {
        long bytes = Math.max(0, v.path("UsageData").path("Size").asLong());
        out.add(
            new Thing(
                Kind.VOLUME, name, List.of(name), bytes, moment(v.path("CreatedAt").asText())));
      }
    }
    return out;
  }

  private boolean mentioned(String volume) {
    for (JsonNode c : containers) {
      for (JsonNode m : c.path("Mounts")) {
        if (m.path("Name").asText().equals(volume)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Build cache that no build uses at the moment. */
  List<Thing> buildCache() {
    List<Thing> out = new ArrayList<>();
    for (JsonNode b : df.path("BuildCache")) {
      if (!b.path("InUse").asBoolean()) {
        // What is shared is held by an image too, so removing it here frees nothing.
        long bytes = b.path("Shared").asBoolean() ? 0 : b.path("Size").asLong();
        out.add(
            new Thing(
                Kind.BUILD_CACHE,
                b.path("ID").asText(),
                List.of(),
                bytes,
                moment(b.path("LastUsedAt").asText())));
      }
    }
    return out;
  }

  /** Networks of the users' own that no container is to be attached to, running or not. */
  List<Thing> networks(JsonNode networks) {
    Set<String> used = new HashSet<>();
    for (JsonNode c : containers) {
      c.path("NetworkSettings").path("Networks").fieldNames().forEachRemaining(used::add);
      used.add(c.path("HostConfig").path("NetworkMode").asText());
    }
    List<Thing> out = new ArrayList<>();
    for (JsonNode n : networks) {
      String name = n.path("Name").asText();
      String id = n.path("Id").asText();
      boolean ours =
          !BUILT_IN.contains(name)
              && !n.path("Ingress").asBoolean()
              && n.path("Containers").isEmpty();
      if (ours && !used.contains(name) && !used.contains(id)) {
        out.add(new Thing(Kind.NETWORK, id, List.of(name), 0, moment(n.path("Created").asText())));
      }
    }
    return out;
  }

  private static long moment(String text) {
    try {
      return OffsetDateTime.parse(text).toEpochSecond();
    } catch (DateTimeException never) {
      return 0;
    }
  }
}

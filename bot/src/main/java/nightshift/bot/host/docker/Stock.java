package nightshift.bot.host.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nightshift.bot.host.docker.DockerTrouble.Kind;
import nightshift.config.Settings;
import nightshift.engine.policy.Glob;

/**
 * What the engine stores and nothing uses: listed, saved, and removed one by one, by id. Docker's
 * own prune calls are used for nothing but one named record of build cache at a time, because what
 * they remove is known only afterwards. Only what the configuration allows is seen.
 */
public final class Stock {

  // Adding up volumes takes the engine long.
  private static final Duration LOOK = Duration.ofSeconds(45);
  private static final Duration REMOVE = Duration.ofMinutes(2);
  private static final Duration COPY = Duration.ofMinutes(30);
  private static final String NAMELESS = "<none>";

  private final DockerLink link;
  private final Guard guard;
  private final Settings.Prune allowed;

  Stock(DockerLink link, Guard guard, Settings.Prune allowed) {
    this.link = link;
    this.guard = guard;
    this.allowed = allowed;
  }

  /** Unused things of every kind that may be removed, largest first within each kind. */
  public List<Thing> unused(Set<Thing.Kind> kinds) throws DockerTrouble, InterruptedException {
    Map<Thing.Kind, List<Thing>> all = everything();
    List<Thing> out = new ArrayList<>();
    for (Thing.Kind kind : Thing.Kind.values()) {
      if (kinds.contains(kind)) {
        all.getOrDefault(kind, List.of()).stream()
            .filter(t -> t.isPlain() && isAllowed(t))
            .sorted(Thing.LARGEST_FIRST)
            .forEach(out::add);
      }
    }
    return out;
  }

  /** How many bytes unused things take by kind, allowed or not. */
  public Map<Thing.Kind, Long> reclaimable() throws DockerTrouble, InterruptedException {
    Map<Thing.Kind, Long> sums = new EnumMap<>(Thing.Kind.class);
    everything().forEach((kind, things) -> sums.put(kind, Thing.bytes(things)));
    return sums;
  }

  /** Whether the configuration lets anything of this kind be removed. */
  public boolean isAnyAllowed(Thing.Kind kind) {
    return switch (kind) {
      case CONTAINER -> !guard.names().nobody();
      case IMAGE -> !allowed.images().isEmpty();
      case NETWORK -> !allowed.networks().isEmpty();
      case VOLUME -> !allowed.volumes().isEmpty();
      case BUILD_CACHE -> allowed.buildCache();
    };
  }

  /**
   * Removes one thing, never by force.
   *
   * @throws DockerTrouble of kind {@code REFUSED} when it is in use after all
   */
  public void remove(Thing thing) throws DockerTrouble, InterruptedException {
    String doing = "removing " + thing.shown();
    if (!isAllowed(thing)) {
      throw new DockerTrouble(
          Kind.NOT_ALLOWED, doing + ": the configuration does not allow it (docker.prune)");
    }
    if (thing.kind() == Thing.Kind.CONTAINER) {
      guard.require(doing, SetAside.base(thing.names().getFirst()), thing.id());
    }
    link.raw(
        doing,
        REMOVE,
        raw -> {
          Removal.of(raw, thing);
          return true;
        });
  }

  /** The engine's own name of itself, by which it is known again wherever it is reached. */
  public String engine() throws DockerTrouble, InterruptedException {
    String id =
        link.raw("asking which Docker this is", LOOK, r -> r.get("/info")).path("ID").asText();
    return id.matches("\\S{1,200}") ? id : "-";
  }

  /** The engine's folder; empty when it is not on this machine. */
  public Optional<String> folder() throws DockerTrouble, InterruptedException {
    if (!"unix".equals(link.engine().getScheme())) {
      return Optional.empty();
    }
    String root =
        link.raw("asking where Docker keeps things", LOOK, r -> r.get("/info"))
            .path("DockerRootDir")
            .asText();
    return Optional.of(root).filter(r -> r.startsWith("/"));
  }

  /** Writes an image with its names as a tar. Gives its size. */
  public long save(Thing image, OutputStream to) throws DockerTrouble, InterruptedException {
    List<String> names = image.names().isEmpty() ? List.of(image.id()) : image.names();
    String query = String.join("&", names.stream().map(n -> "names=" + encoded(n)).toList());
    return link.raw(
        "saving " + image.shown(), COPY, raw -> raw.receive("/images/get?" + query, to));
  }

  /** Takes in what {@link #save} wrote. */
  public void load(Thing image, InputStream tar) throws DockerTrouble, InterruptedException {
    String doing = "loading " + image.shown();
    String said = link.raw(doing, COPY, raw -> raw.send("/images/load?quiet=1", tar));
    if (said.contains("\"errorDetail\"")) {
      throw new DockerTrouble(
          Kind.REFUSED, doing + ": Docker said " + nightshift.engine.alert.Text.line(said, 300));
    }
  }

  /** Whether there is an image of this id. */
  public boolean hasImage(String id) throws DockerTrouble, InterruptedException {
    try {
      link.raw("looking at image " + id, LOOK, raw -> raw.get("/images/" + id + "/json"));
      return true;
    } catch (DockerTrouble e) {
      if (e.kind() == Kind.NO_SUCH_CONTAINER) {
        return false;
      }
      throw e;
    }
  }

  /** Whether there is an image of this id that has all these names. */
  public boolean hasImage(String id, List<String> names)
      throws DockerTrouble, InterruptedException {
    if (!hasImage(id)) {
      return false;
    }
    JsonNode tags =
        link.raw("looking at image " + id, LOOK, raw -> raw.get("/images/" + id + "/json"))
            .path("RepoTags");
    List<String> there = new ArrayList<>();
    tags.forEach(t -> there.add(t.asText()));
    return there.containsAll(names);
  }

  private Map<Thing.Kind, List<Thing>> everything() throws DockerTrouble, InterruptedException {
    return link.raw(
        "adding up what Docker stores",
        LOOK,
        raw -> {
          JsonNode networks = raw.get("/networks");
          JsonNode df = raw.get("/system/df");
          // Asked last: what a container came to use meanwhile must be seen.
          StockReader read = new StockReader(df, raw.get("/containers/json?all=1"));
          Map<Thing.Kind, List<Thing>> all = new EnumMap<>(Thing.Kind.class);
          all.put(Thing.Kind.CONTAINER, read.containers());
          all.put(Thing.Kind.IMAGE, read.images());
          all.put(Thing.Kind.NETWORK, read.networks(networks));
          all.put(Thing.Kind.VOLUME, read.volumes());
          all.put(Thing.Kind.BUILD_CACHE, read.buildCache());
          return all;
        });
  }

  private boolean isAllowed(Thing t) {
    return switch (t.kind()) {
      case CONTAINER ->
          t.names().size() == 1
              && guard.names().allows(SetAside.base(t.names().getFirst()))
              && !guard.isOwn(t.id());
      // An image goes with all its names, so all of them must be allowed.
      case IMAGE ->
          t.names().isEmpty()
              ? Glob.any(allowed.images(), NAMELESS)
              : t.names().stream().allMatch(n -> Glob.any(allowed.images(), n));
      case NETWORK -> t.names().stream().anyMatch(n -> Glob.any(allowed.networks(), n));
      case VOLUME -> Glob.any(allowed.volumes(), t.id());
      case BUILD_CACHE -> allowed.buildCache();
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

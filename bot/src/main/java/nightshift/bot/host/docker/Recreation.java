package nightshift.bot.host.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.docker.DockerTrouble.Kind;

/**
 * Making a container anew with the settings that it has, the old one set aside under another name,
 * and bringing the old one back.
 */
public final class Recreation {

  private static final Duration SOON = Duration.ofSeconds(20);
  static final String LABEL = "nightshift.step";

  private final DockerLink link;
  private final Guard guard;
  private final Registries registries;

  Recreation(DockerLink link, Guard guard, Registries registries) {
    this.link = link;
    this.guard = guard;
    this.registries = registries;
  }

  /** What bringing back needs: how it was restarted by Docker. */
  public record Policy(String name, int retries) {}

  /** Finding and fetching what it is to be made of. */
  public Images images() {
    return new Images(link, registries);
  }

  /** How Docker restarts it. */
  public Policy policy(ContainerFacts c) throws DockerTrouble, InterruptedException {
    JsonNode host = inspect(c).path("HostConfig");
    if (host.path("AutoRemove").asBoolean()) {
      throw new DockerTrouble(
          Kind.REFUSED,
          "recreating container \"%s\": Docker removes it as soon as it ends (--rm), so it could not be brought back"
              .formatted(c.name()));
    }
    JsonNode policy = host.path("RestartPolicy");
    String name = policy.path("Name").asText();
    return new Policy(name.isEmpty() ? "no" : name, policy.path("MaximumRetryCount").asInt());
  }

  /** The container of exactly this name, allowed or not, as long as it may be set aside for one. */
  public Optional<String> idOf(String name) throws DockerTrouble, InterruptedException {
    try {
      JsonNode seen =
          link.raw(
              "looking at container " + name, SOON, r -> r.get("/containers/" + name + "/json"));
      boolean exact = FactsReader.bareName(seen.path("Name").asText()).equals(name);
      return exact ? Optional.of(seen.path("Id").asText()) : Optional.empty();
    } catch (DockerTrouble e) {
      if (e.kind() == Kind.NO_SUCH_CONTAINER) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Ends it, keeps Docker from starting it again, and gives it another name. */
  public void setAside(ContainerFacts c, String name, Duration grace)
      throws DockerTrouble, InterruptedException {
    String doing = "setting container \"" + c.name() + "\" aside";
    guard.require(doing, c.name(), c.id());
    link.raw(
        doing,
        grace.plus(SOON),
        raw -> {
          String at = "/containers/" + c.id();
          raw.post(at + "/update", restart(new Policy("no", 0)));
          raw.post(at + "/stop?t=" + grace.toSeconds(), null);
          raw.post(at + "/rename?name=" + name, null);
          return true;
        });
  }

  /** What a new container is to be like: drawn while the old one is still as it was. */
  public static final class Drawing {
    private final ContainerFacts of;
    private final String imageId;
    private final Blueprint blueprint;

    private Drawing(ContainerFacts of, String imageId, Blueprint blueprint) {
      this.of = of;
      this.imageId = imageId;
      this.blueprint = blueprint;
    }
  }

  /**
   * Draws one like it; only looks.
   *
   * @param imageId of the image, which is here by now
   * @param mark tells later that this step made it
   */
  public Drawing draw(ContainerFacts c, Images.Image image, String imageId, String mark)
      throws DockerTrouble, InterruptedException {
    JsonNode seen = inspect(c);
    String oldImage = seen.path("Image").asText();
    return link.raw(
        "looking at image " + oldImage,
        SOON,
        raw -> {
          JsonNode defaults =
              imageId.equals(oldImage)
                  ? JsonNodeFactory.instance.objectNode()
                  : raw.get("/images/" + oldImage + "/json").path("Config");
          return new Drawing(
              c, imageId, Blueprint.of(seen, image.name(), defaults, Map.entry(LABEL, mark)));
        });
  }

  /**
   * Makes it, under the old one's name, without starting it.
   *
   * @return its id
   */
  public String make(Drawing drawing) throws DockerTrouble, InterruptedException {
    ContainerFacts c = drawing.of;
    String doing = "making container \"" + c.name() + "\" anew";
    guard.require(doing, c.name(), c.id());
    return link.raw(
        doing,
        SOON,
        raw -> {
          String id =
              raw.post("/containers/create?name=" + c.name(), drawing.blueprint.body())
                  .path("Id")
                  .asText();
          // It is asked for by its name, which may mean another image since a moment ago.
          String made = raw.get("/containers/" + id + "/json").path("Image").asText();
          if (!made.equals(drawing.imageId)) {
            throw new DockerTrouble(
                Kind.REFUSED,
                "%s: its image's name means another image by now, %s instead of %s"
                    .formatted(doing, made, drawing.imageId));
          }
          for (Map.Entry<String, JsonNode> n : drawing.blueprint.furtherNetworks().entrySet()) {
            ObjectNode connect = JsonNodeFactory.instance.objectNode().put("Container", id);
            connect.set("EndpointConfig", n.getValue());
            raw.post("/networks/" + n.getKey() + "/connect", connect);
          }
          return id;
        });
  }

  /** Whether the container of this id was made by this step. */
  public boolean isMadeBy(String id, String mark) throws DockerTrouble, InterruptedException {
    JsonNode seen =
        link.raw("looking at container " + id, SOON, r -> r.get("/containers/" + id + "/json"));
    return seen.path("Config").path("Labels").path(LABEL).asText().equals(mark);
  }

  /** Starts a container of this id. */
  public void start(ContainerFacts c, String id) throws DockerTrouble, InterruptedException {
    String doing = "starting container \"" + c.name() + "\"";
    guard.require(doing, c.name(), id);
    link.raw(doing, SOON, raw -> raw.post("/containers/" + id + "/start", null));
  }

  /** Removes what this step made; its named volumes stay. */
  public void removeMade(String name, String id, String mark)
      throws DockerTrouble, InterruptedException {
    String doing = "removing the new container \"" + name + "\"";
    guard.require(doing, name, id);
    if (!isMadeBy(id, mark)) {
      throw new DockerTrouble(Kind.NOT_ALLOWED, doing + ": this step did not make it");
    }
    link.raw(doing, SOON, raw -> raw.delete("/containers/" + id + "?force=true"));
  }

  /** Gives the one that was set aside its name back, and lets Docker restart it as before. */
  public void bringBack(String id, String name, Policy policy)
      throws DockerTrouble, InterruptedException {
    String doing = "bringing container \"" + name + "\" back";
    guard.require(doing, name, id);
    link.raw(
        doing,
        SOON,
        raw -> {
          JsonNode seen = raw.get("/containers/" + id + "/json");
          if (!FactsReader.bareName(seen.path("Name").asText()).equals(name)) {
            raw.post("/containers/" + id + "/rename?name=" + name, null);
          }
          return raw.post("/containers/" + id + "/update", restart(policy));
        });
  }

  /**
   * Removes old containers that were set aside and ended before this moment.
   *
   * @return their names
   */
  public List<String> sweep(Instant before) throws DockerTrouble, InterruptedException {
    return link.raw(
        "removing containers that were set aside", SOON, raw -> SetAside.sweep(raw, guard, before));
  }

  private JsonNode inspect(ContainerFacts c) throws DockerTrouble, InterruptedException {
    return link.raw(
        "looking at container \"" + c.name() + "\"",
        SOON,
        raw -> raw.get("/containers/" + c.id() + "/json"));
  }

  private static JsonNode restart(Policy p) {
    return new ObjectMapper()
        .valueToTree(
            Map.of("RestartPolicy", Map.of("Name", p.name(), "MaximumRetryCount", p.retries())));
  }
}

package nightshift.bot.host.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import nightshift.bot.host.docker.DockerTrouble.Kind;
import nightshift.engine.alert.Text;

/** What containers are made of: images on the engine's machine, and in registries. */
public final class Images {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration PULL = Duration.ofMinutes(10);
  private static final int BROKEN_OFF = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DockerLink link;
  private final Registries registries;

  Images(DockerLink link, Registries registries) {
    this.link = link;
    this.registries = registries;
  }

  /**
   * What a container is to be made of.
   *
   * @param name as it stands in the new container's settings
   * @param id the image's id here, or {@code name@digest} of one to be pulled
   */
  public record Image(String name, String id) {
    /** Whether it is to be fetched. */
    public boolean isRemote() {
      return id.contains("@");
    }
  }

  /** The image that the container is made of now. */
  public Image image(ContainerFacts c) throws DockerTrouble, InterruptedException {
    JsonNode seen = inspect(c);
    String id = seen.path("Image").asText();
    String name = seen.path("Config").path("Image").asText();
    // The name may belong to a newer image by now.
    boolean same = idOf(name).filter(id::equals).isPresent();
    return new Image(same ? name : id, id);
  }

  /** The name by which its image was asked for, whatever that name means by now. */
  public String askedFor(ContainerFacts c) throws DockerTrouble, InterruptedException {
    return inspect(c).path("Config").path("Image").asText();
  }

  private JsonNode inspect(ContainerFacts c) throws DockerTrouble, InterruptedException {
    return link.raw(
        "looking at container \"" + c.name() + "\"",
        SOON,
        raw -> raw.get("/containers/" + c.id() + "/json"));
  }

  /** An image that is on the engine's machine already. */
  public Image present(String name) throws DockerTrouble, InterruptedException {
    return idOf(name)
        .map(id -> new Image(name, id))
        .orElseThrow(() ->
            new DockerTrouble(
                Kind.REFUSED,
                "looking for image \"%s\": it is not on the engine's machine; pull it, or say pull: true"
                    .formatted(Text.line(name, 120))));
  }

  /** What a registry has under this name now, by its digest. Nothing is fetched yet. */
  public Image remote(String name) throws DockerTrouble, InterruptedException {
    JsonNode answer =
        registries.ask(
            "asking the registry for image \"" + Text.line(name, 120) + "\"",
            name,
            SOON,
            (raw, headers) -> raw.get("/distribution/" + name + "/json", headers));
    String digest = answer.path("Descriptor").path("digest").asText();
    if (!digest.matches("sha256:[0-9a-f]{64}")) {
      throw new DockerTrouble(
          Kind.REFUSED, "asking the registry for image \"" + name + "\": it named no digest");
    }
    return new Image(name, repository(name) + "@" + digest);
  }

  /** Fetches exactly this image, and tells its id; its name stays where it was. */
  public String pull(Image image) throws DockerTrouble, InterruptedException {
    return registries.ask(
        "pulling " + image.id(),
        image.id(),
        PULL,
        (raw, headers) -> {
          String path = "/images/create?fromImage=" + encoded(image.id());
          for (String line : raw.text(path, headers).lines().toList()) {
            JsonNode said = JSON.readTree(line);
            if (said.has("errorDetail")) {
              // The engine had answered with 200 before it knew.
              throw new DockerException(said.path("error").asText(), BROKEN_OFF);
            }
          }
          return raw.get("/images/" + image.id() + "/json").path("Id").asText();
        });
  }

  /**
   * What the name of an image means now, where that image comes from; empty when it means nothing
   * there any more.
   */
  public Optional<String> meaning(Image image) throws DockerTrouble, InterruptedException {
    return image.isRemote() ? Optional.of(remote(image.name()).id()) : idOf(image.name());
  }

  /** Gives an image of this id a name, which it takes from any other; a digest cannot be given. */
  public void name(String id, String name) throws DockerTrouble, InterruptedException {
    if (name.contains("@") || name.startsWith("sha256:")) {
      return;
    }
    String repository = repository(name);
    String tag = name.equals(repository) ? "latest" : name.substring(repository.length() + 1);
    link.raw(
        "calling image " + id + " \"" + name + "\"",
        SOON,
        raw ->
            raw.post(
                "/images/%s/tag?repo=%s&tag=%s".formatted(id, encoded(repository), encoded(tag)),
                null));
  }

  /** The id of the image that has this name, digest or id on the engine's machine. */
  public Optional<String> idOf(String image) throws DockerTrouble, InterruptedException {
    try {
      return Optional.of(
          link.raw("looking at image " + image, SOON, r -> r.get("/images/" + image + "/json"))
              .path("Id")
              .asText());
    } catch (DockerTrouble e) {
      if (e.kind() == Kind.NO_SUCH_CONTAINER) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The name without tag or digest. */
  private static String repository(String name) {
    String bare = name.split("@", 2)[0];
    int colon = bare.lastIndexOf(':');
    // A colon before a slash belongs to a registry's port.
    return colon > bare.lastIndexOf('/') ? bare.substring(0, colon) : bare;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

package nightshift.bot.host.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.PushResponseItem;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nightshift.config.RegistryLogin;
import nightshift.config.Settings;
import nightshift.engine.contract.Await;

/** Containers of a test on a real engine, removed when the test is over. */
public final class Patients implements AutoCloseable {

  /** Busybox, as the test bed and CI make it. */
  public static final String IMAGE = "busybox:test";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI engine;
  private final DockerLink link;
  private final DockerClient client;
  private final String prefix = "docker-" + UUID.randomUUID().toString().substring(0, 8) + "-";
  private final List<String> made = new CopyOnWriteArrayList<>();

  Patients(URI engine) {
    this.engine = engine;
    this.link = new DockerLink(engine);
    try {
      this.client = link.forStream("preparing a test");
    } catch (DockerTrouble | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where the engine is. */
  public URI engine() {
    return engine;
  }

  /** A full name for a test's short one. */
  public String named(String word) {
    return prefix + word;
  }

  /** Settings that allow the containers of this test and nothing else. */
  public Settings.Docker settings() {
    return new Settings.Docker(engine, List.of(prefix + "*"), List.of(), true);
  }

  /** A host that may touch the containers of this test. */
  public DockerHost host() {
    return new DockerHost(settings(), Optional.empty());
  }

  /** The same, with these log-ins to registries. */
  public DockerHost host(Map<String, RegistryLogin> logins) {
    Settings.Docker plain = settings();
    return new DockerHost(
        new Settings.Docker(
            plain.host(),
            plain.tls(),
            plain.containers(),
            plain.protect(),
            plain.events(),
            plain.prune(),
            logins),
        Optional.empty());
  }

  /** The same, as if it ran inside the container of this short id. */
  public DockerHost hostInside(String shortId) {
    return new DockerHost(settings(), Optional.of(shortId));
  }

  /** Makes a container without starting it. */
  public String create(String word, Consumer<HostConfig> shape, String... argv) {
    return create(word, shape, _ -> {}, argv);
  }

  /** Makes a container without starting it. */
  public String create(
      String word, Consumer<HostConfig> shape, Consumer<CreateContainerCmd> more, String... argv) {
    HostConfig config = HostConfig.newHostConfig();
    shape.accept(config);
    String name = named(word);
    try (CreateContainerCmd cmd = client.createContainerCmd(IMAGE)) {
      cmd.withName(name).withCmd(argv).withHostConfig(config).withStopTimeout(1);
      more.accept(cmd);
      made.add(cmd.exec().getId());
    }
    return name;
  }

  /** Makes a container and starts it. */
  public String run(String word, Consumer<HostConfig> shape, String... argv) {
    String name = create(word, shape, argv);
    client.startContainerCmd(name).exec();
    return name;
  }

  /** A container that does nothing for ten minutes and ends at once when asked to. */
  public String idle(String word) {
    return run(word, _ -> {}, "sh", "-c", "trap 'exit 0' TERM; sleep 600 & wait");
  }

  /** A container whose health check never passes. */
  public String sick(String word) {
    HealthCheck check =
        new HealthCheck()
            .withTest(List.of("CMD-SHELL", "echo no heartbeat; exit 1"))
            .withInterval(TimeUnit.MILLISECONDS.toNanos(200))
            .withTimeout(TimeUnit.SECONDS.toNanos(2))
            .withRetries(1);
    String name = create(word, _ -> {}, c -> c.withHealthcheck(check), "sh", "-c", "sleep 600");
    start(name);
    return name;
  }

  /** Builds an image from a Dockerfile without further files; its name, which nobody else has. */
  public String image(String word, String dockerfile) throws IOException {
    String name = "nightshift-" + named(word).toLowerCase(java.util.Locale.ROOT) + ":1";
    Path folder = Files.createTempDirectory("nightshift-image");
    try {
      Files.writeString(folder.resolve("Dockerfile"), dockerfile);
      client
          .buildImageCmd(folder.toFile())
          .withTags(java.util.Set.of(name))
          .withForcerm(true)
          .start()
          .awaitImageId();
      return name;
    } finally {
      Files.delete(folder.resolve("Dockerfile"));
      Files.delete(folder);
    }
  }

  /**
   * Builds an image with BuildKit, which leaves build cache, from a tar that the engine fetches.
   */
  public void buildKit(String context, String name) throws Exception {
    String query =
        "version=2&remote=%s&t=%s"
            .formatted(
                java.net.URLEncoder.encode(context, StandardCharsets.UTF_8),
                java.net.URLEncoder.encode(name, StandardCharsets.UTF_8));
    link.raw("building " + name, PATIENCE, raw -> raw.text("/build?" + query, Map.of()));
  }

  /** Sees to it that there is no such image. */
  public void removeImage(String name) {
    try {
      client.removeImageCmd(name).withForce(true).exec();
    } catch (NotFoundException goneAlready) {
      made.remove(name);
    }
  }

  /** The id of an image, and all its names; empty when there is none. */
  public Optional<String> imageState(String name) {
    try {
      var i = client.inspectImageCmd(name).exec();
      return Optional.of(i.getId() + " " + i.getRepoTags());
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  /** Gives an image a further name. */
  public void tag(String name, String repository, String tag) {
    client.tagImageCmd(name, repository, tag).exec();
  }

  /** Sends an image to the registry that its name begins with. */
  public void push(String name) throws InterruptedException {
    client
        .pushImageCmd(name)
        .withAuthConfig(new AuthConfig())
        .exec(new ResultCallback.Adapter<PushResponseItem>())
        .awaitCompletion();
  }

  /** Fetches an image, as an operator would. */
  public void pull(String name) throws InterruptedException {
    client.pullImageCmd(name).start().awaitCompletion();
  }

  /** Sees to it that nothing is left of what came from this registry. */
  public void removeImagesOf(String registry) {
    for (Image image : client.listImagesCmd().exec()) {
      boolean from =
          image.getRepoDigests() != null
              && List.of(image.getRepoDigests()).stream().anyMatch(d -> d.startsWith(registry));
      if (from) {
        removeImage(image.getId());
      }
    }
  }

  /** Makes a volume that a test has to remove. */
  public String volume(String word) {
    return client.createVolumeCmd().withName(named(word)).exec().getName();
  }

  /** Whether there is a volume of this name. */
  public boolean hasVolume(String name) {
    return client.listVolumesCmd().exec().getVolumes().stream()
        .anyMatch(v -> v.getName().equals(name));
  }

  /** Sees to it that there is no such volume. */
  public void removeVolume(String name) {
    try {
      client.removeVolumeCmd(name).exec();
    } catch (NotFoundException goneAlready) {
      made.remove(name);
    }
  }

  /** Makes a network that a test has to remove; its name. */
  public String network(String word) {
    client.createNetworkCmd().withName(named(word)).exec();
    return named(word);
  }

  /** Whether there is a network of this name. */
  public boolean hasNetwork(String name) {
    return client.listNetworksCmd().exec().stream().anyMatch(n -> n.getName().equals(name));
  }

  /** Sees to it that there is no such network. */
  public void removeNetwork(String name) {
    try {
      client.removeNetworkCmd(name).exec();
    } catch (NotFoundException goneAlready) {
      made.remove(name);
    }
  }

  /** Runs a command in a container, and gives what it wrote. */
  public String exec(String name, String... argv) throws InterruptedException {
    String id = client.execCreateCmd(name).withCmd(argv).withAttachStdout(true).exec().getId();
    StringBuffer out = new StringBuffer();
    client
        .execStartCmd(id)
        .exec(
            new ResultCallback.Adapter<Frame>() {
              @Override
              public void onNext(Frame frame) {
                out.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
              }
            })
        .awaitCompletion(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return out.toString();
  }

  /** How it was made, without what belongs to the one container alone. */
  public String settings(String name) {
    var c = client.inspectContainerCmd(name).exec();
    var labels = new java.util.TreeMap<>(c.getConfig().getLabels());
    labels.remove("nightshift.step");
    var mounts =
        c.getMounts().stream().map(m -> m.getName() + ":" + m.getDestination()).sorted().toList();
    return "image=%s env=%s cmd=%s user=%s labels=%s memory=%d mounts=%s restart=%s networks=%s"
        .formatted(
            c.getConfig().getImage(),
            java.util.Arrays.toString(c.getConfig().getEnv()),
            java.util.Arrays.toString(c.getConfig().getCmd()),
            c.getConfig().getUser(),
            labels,
            c.getHostConfig().getMemory(),
            mounts,
            c.getHostConfig().getRestartPolicy().getName(),
            c.getNetworkSettings().getNetworks().keySet());
  }

  /** Starts it, as an operator would. */
  public void start(String name) {
    client.startContainerCmd(name).exec();
  }

  /** Stops it, as an operator would. */
  public void stop(String name) {
    client.stopContainerCmd(name).withTimeout(1).exec();
  }

  /** Kills it, as an operator would. */
  public void kill(String name) {
    client.killContainerCmd(name).exec();
  }

  /** Sends its main process a signal. */
  public void signal(String name, String signal) {
    client.killContainerCmd(name).withSignal(signal).exec();
  }

  /** Sees to it that there is no such container, whatever it does. */
  public void remove(String nameOrId) {
    try {
      client.removeContainerCmd(nameOrId).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException goneAlready) {
      made.remove(nameOrId);
    }
  }

  /** Whether there is a container of this name. */
  public boolean has(String name) {
    return client.listContainersCmd().withShowAll(true).exec().stream()
        .anyMatch(c -> List.of(c.getNames()).contains("/" + name));
  }

  /** Waits until its main process has ended. */
  public void awaitEnd(String name) {
    Await.until(
        PATIENCE,
        () ->
            !Boolean.TRUE.equals(client.inspectContainerCmd(name).exec().getState().getRunning()));
  }

  /** Everything that an action might change, in words. */
  public String state(String name) {
    var c = client.inspectContainerCmd(name).exec();
    return "%s running=%s started=%s memory=%d swap=%d"
        .formatted(
            c.getId(),
            c.getState().getRunning(),
            c.getState().getStartedAt(),
            c.getHostConfig().getMemory(),
            c.getHostConfig().getMemorySwap());
  }

  /** Like {@link #state} without the time of its start, for what may have been stopped between. */
  public String condition(String name) {
    return state(name).replaceAll(" started=\\S+", "");
  }

  @Override
  public void close() {
    made.forEach(this::remove);
    DockerLink.closeQuietly(client);
    link.close();
  }
}

package nightshift.bot.host.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.docker.DockerTrouble.Kind;
import nightshift.config.Settings;
import nightshift.engine.action.Nearest;
import nightshift.engine.alert.Text;
import nightshift.engine.port.Health;
import org.jspecify.annotations.Nullable;

/**
 * One Docker Engine, as far as the configuration allows: containers that are not on the allow-list,
 * or are protected, can be neither seen nor touched through it. Safe for many threads.
 */
public final class DockerHost implements AutoCloseable {

  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration PING = Duration.ofSeconds(2);

  private final DockerLink link;
  private final AllowedNames names;
  private final Guard guard;
  private final Settings.Prune prune;
  private final Registries registries;

  /** A host that connects when it is first asked. */
  public DockerHost(Settings.Docker settings) {
    this(settings, OwnId.find());
  }

  /**
   * @param ownId the beginning of the id of the container that we run in
   */
  DockerHost(Settings.Docker settings, Optional<String> ownId) {
    this(settings, settings.host(), ownId);
  }

  /**
   * The engine of another machine, or of this one by another way: then we may run in it.
   *
   * @param dial where to connect to in order to reach it
   */
  public DockerHost(Settings.Docker settings, URI dial) {
    this(settings, dial, OwnId.find());
  }

  private DockerHost(Settings.Docker settings, URI dial, Optional<String> ownId) {
    link = new DockerLink(settings.host(), dial, settings.tls());
    names = new AllowedNames(settings.containers(), settings.protect());
    guard = new Guard(names, ownId);
    prune = settings.prune();
    registries = new Registries(link, settings.registries());
  }

  DockerLink link() {
    return link;
  }

  /** Whether this container may be seen and touched. */
  public boolean allows(String name) {
    return names.allows(name);
  }

  /** Whether Nightshift itself runs in this container, or may; then nothing changes it. */
  public boolean isOwn(ContainerFacts container) {
    return guard.isOwn(container.id());
  }

  /** Whether the engine answers, and whether any container is allowed. */
  public Health health() {
    try {
      link.call("asking how Docker is", PING, c -> c.pingCmd().exec());
    } catch (DockerTrouble e) {
      return Health.bad(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.bad("asking how Docker is: interrupted");
    }
    return names.nobody()
        ? new Health(true, "no container is allowed; name some under docker.containers")
        : Health.OK;
  }

  /**
   * Looks at a container.
   *
   * @throws DockerTrouble when it is not allowed or not there; the message names the nearest
   *     allowed one
   */
  public ContainerFacts inspect(String name) throws DockerTrouble, InterruptedException {
    String doing = "looking at container \"" + Text.line(name, 60) + "\"";
    Optional<String> refusal = names.refusal(name);
    if (refusal.isPresent()) {
      throw new DockerTrouble(Kind.NOT_ALLOWED, refusal.get());
    }
    InspectContainerResponse answer;
    try {
      answer = link.call(doing, LOOK, c -> c.inspectContainerCmd(name).exec());
    } catch (DockerTrouble e) {
      throw e.kind() == Kind.NO_SUCH_CONTAINER ? noSuch(doing, name) : e;
    }
    ContainerFacts facts = FactsReader.read(answer);
    // Docker takes the beginning of an id for a name too; then it is not the one that was named.
    if (!facts.name().equals(name)) {
      throw noSuch(doing, name);
    }
    @Nullable HostConfig config = answer.getHostConfig();
    @Nullable String mode = config == null ? null : config.getNetworkMode();
    guard.seen(facts.id(), mode == null ? "" : mode);
    return facts;
  }

  /** Every allowed container's name, running or not, sorted. */
  public List<String> list() throws DockerTrouble, InterruptedException {
    List<Container> all =
        link.call("listing containers", LOOK, c -> c.listContainersCmd().withShowAll(true).exec());
    List<String> found = new ArrayList<>();
    for (Container c : all) {
      @Nullable String[] given = c.getNames();
      if (given != null) {
        Arrays.stream(given)
            .map(n -> FactsReader.bareName(n == null ? "" : n))
            .filter(names::allows)
            .forEach(found::add);
      }
    }
    return found.stream().distinct().sorted().toList();
  }

  /** The last lines that it wrote, both streams, cleaned, redacted, at most {@code bytes} long. */
  public List<String> logs(ContainerFacts container, int lines, int bytes)
      throws DockerTrouble, InterruptedException {
    return link.call(
        "reading the log of container \"" + container.name() + "\"",
        LOOK,
        c -> LogTail.read(c, container.id(), lines, bytes));
  }

  /** What it uses: one sample, which takes about a second. */
  public ContainerUsage usage(ContainerFacts container) throws DockerTrouble, InterruptedException {
    return link.call(
        "measuring container \"" + container.name() + "\"",
        LOOK,
        c -> UsageReader.sample(c, container.id()));
  }

  /** The memory of the engine's machine in bytes. */
  public long memory() throws DockerTrouble, InterruptedException {
    @Nullable Long total =
        link.call("asking for the host's memory", LOOK, c -> c.infoCmd().exec().getMemTotal());
    return total == null ? 0 : total;
  }

  /** Listens from {@code since} on, as far as the engine remembers. */
  public EventStream events(Instant since) throws DockerTrouble, InterruptedException {
    return EventStream.open(link, since);
  }

  @Override
  public void close() {
    link.close();
  }

  /** Starting, stopping and pausing containers. */
  public Lifecycle lifecycle() {
    return new Lifecycle(link, guard);
  }

  /** What containers may use. */
  public Tuning tuning() {
    return new Tuning(link, guard);
  }

  /** Making a container anew. */
  public Recreation recreation() {
    return new Recreation(link, guard, registries);
  }

  /** What takes space and nothing uses. */
  public Stock stock() {
    return new Stock(link, guard, prune);
  }

  private DockerTrouble noSuch(String doing, String name)
      throws DockerTrouble, InterruptedException {
    return new DockerTrouble(
        Kind.NO_SUCH_CONTAINER,
        doing + ": there is no such container" + Nearest.hint(name, list()));
  }
}

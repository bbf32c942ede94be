package nightshift.bot.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import nightshift.bot.host.Commands;
import nightshift.bot.host.docker.DockerTrouble;
import nightshift.bot.host.docker.OwnContainer;
import nightshift.engine.plan.Digests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running demo: its patient, and the server that heals it. Closing it clears everything away. */
public final class Demo implements AutoCloseable {

  /** The demo's one person. */
  public static final String PERSON = "admin";

  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

  /**
   * What the person who started it asked for.
   *
   * @param data a folder that stays; empty for a temporary one
   * @param port of the server on 127.0.0.1; 0 takes any free one
   */
  public record Wishes(Optional<Path> data, int port) {}

  /** The server that {@code serve} runs as well. */
  public interface Server extends AutoCloseable {
    /** Path and query of a link that logs this person in, once. */
    String loginPath(String person);

    @Override
    void close();
  }

  /** Starts the server on a configuration file. */
  public interface Starter {
    /** Returns when it serves. */
    Server start(Path config);
  }

  private final DemoFolder folder;
  private final DemoService service;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private Optional<OwnContainer> container = Optional.empty();
  private int port;
  private int servicePort;
  private String token = "";
  private String loginPath = "";

  private Demo(DemoFolder folder) {
    this.folder = folder;
    this.service = new DemoService(folder.service(), new Commands());
  }

  /**
   * Makes the patient and starts the server. Nothing is broken yet.
   *
   * @param environment {@code DOCKER_HOST} is looked at
   * @throws DemoTrouble when a port is taken or a file cannot be written; all is cleared away then
   */
  public static Demo start(
      Wishes wishes, Starter starter, Map<String, String> environment, InstantSource clock)
      throws DemoTrouble, InterruptedException {
    int port = DemoService.freePort(wishes.port());
    Demo demo = new Demo(DemoFolder.open(wishes.data()));
    boolean up = false;
    try {
      demo.prepare(port, environment, clock);
      Server server = starter.start(demo.folder.config());
      demo.open.add(server);
      demo.loginPath = server.loginPath(PERSON);
      up = true;
      return demo;
    } catch (IOException e) {
      throw new DemoTrouble("making the demo's files in " + demo.folder.root() + ": " + e);
    } finally {
      if (!up) {
        demo.close();
      }
    }
  }

  private void prepare(int listen, Map<String, String> environment, InstantSource clock)
      throws IOException, DemoTrouble, InterruptedException {
    port = listen;
    servicePort = DemoService.freePort(0);
    DemoFiles files = new DemoFiles(folder);
    token = files.token();
    Optional<DemoFiles.Container> docker = docker(environment);
    files.write(new DemoFiles.Places(port, servicePort, DemoPool.QUOTA, docker));
    new DemoPool(folder).fill(clock.instant());
    service.start();
  }

  private Optional<DemoFiles.Container> docker(Map<String, String> environment)
      throws InterruptedException {
    URI engine = DemoDocker.engine(environment);
    String name = containerName();
    container = OwnContainer.make(engine, name);
    return container.map(c -> new DemoFiles.Container(engine, name));
  }

  private String containerName() {
    return "nightshift-demo-" + Digests.sha256(folder.root().toString()).substring(0, 8);
  }

  /**
   * Breaks the patient for real, looks at it with the probes that Nightshift itself uses, and sends
   * the alerts that a monitoring system would send.
   *
   * @return what the probes saw, one line each
   */
  public List<String> breakIt(InstantSource clock) throws DemoTrouble, InterruptedException {
    service.crash();
    DemoProbes probes = new DemoProbes(clock, folder.pool(), service());
    DemoAlerts alerts = new DemoAlerts(address(), token, clock);
    List<String> seen = List.of(probes.service(), probes.pool());
    alerts.serviceDown();
    alerts.diskFull(folder.pool(), probes.usage());
    if (container.isPresent()) {
      try {
        container.get().crash();
      } catch (DockerTrouble e) {
        throw new DemoTrouble(String.valueOf(e.getMessage()));
      }
    }
    return seen;
  }

  /** Where the server is. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Where the patient is. */
  URI service() {
    return URI.create("http://127.0.0.1:" + servicePort + "/");
  }

  /** The folder that counts as a disk. */
  Path pool() {
    return folder.pool();
  }

  /** The container as a target, where Docker takes part. */
  Optional<String> container() {
    return container.map(c -> "container:" + containerName());
  }

  /** The token of the demo's person. */
  public String token() {
    return token;
  }

  /** What to open and what will happen. */
  public List<String> story() {
    return DemoStory.lines(
        folder, address().resolve(loginPath).toString(), token, container.isPresent());
  }

  /** A link that logs the demo's person in, once. */
  public URI login() {
    return address().resolve(loginPath);
  }

  /** Stops the server and the service, removes the container, and the folder if it is temporary. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    open.reversed().forEach(part -> quietly("stopping the server", part));
    container.ifPresent(c -> quietly("removing the container", c));
    if (java.nio.file.Files.exists(folder.service())) {
      quietly("stopping the service", service::stop);
    }
    quietly("removing the folder", folder::remove);
  }

  // Whatever one part's trouble is, the others have to be cleared away all the same.
  private static void quietly(String doing, AutoCloseable part) {
    try {
      part.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("{}: {}", doing, e.getMessage());
    }
  }
}

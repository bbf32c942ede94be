package nightshift.bot.host.systemd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nightshift.bot.host.Command;
import nightshift.bot.host.Command.Ending;
import nightshift.bot.host.Commands;
import nightshift.bot.host.Machine;
import nightshift.bot.host.Machines;
import nightshift.engine.contract.Await;

/**
 * A small machine with systemd and a network of its own: a container, reached by {@code docker
 * exec}. Its interface {@code eth0} belongs to systemd-networkd, and its gateway is the engine's
 * bridge.
 */
public final class Box implements Machine, AutoCloseable {

  /** What {@code .ci/systemd-image} makes. */
  public static final String IMAGE = "systemd:test";

  /** Its name in the inventory. */
  public static final String NAME = "box";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Commands here = new Commands();
  private final String id;
  private final String address;
  private final String gateway;

  private Box(String id) throws InterruptedException {
    this.id = id;
    String form =
        "{{.NetworkSettings.IPAddress}}/{{.NetworkSettings.IPPrefixLen}}"
            + " {{.NetworkSettings.Gateway}}";
    String[] net = docker("inspect", "--format", form, id).output().strip().split(" ");
    this.address = net[0];
    this.gateway = net[1];
  }

  static Optional<String> missing() {
    if (System.getenv("DOCKER_HOST") == null) {
      return Optional.of("DOCKER_HOST names no Docker Engine for tests");
    }
    try {
      Ending end = docker(new Commands(), "image", "inspect", "--format", "{{.Id}}", IMAGE);
      return end.exitCode() == 0
          ? Optional.empty()
          : Optional.of("there is no image " + IMAGE + "; .ci/systemd-image makes it");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static Box boot() {
    String name = "nightshift-box-" + UUID.randomUUID().toString().substring(0, 8);
    try {
      Ending run =
          docker(
              new Commands(),
              "run",
              "--detach",
              "--name",
              name,
              "--cap-add",
              "NET_ADMIN",
              "--stop-signal",
              "SIGRTMIN+3",
              "--tmpfs",
              "/run",
              "--tmpfs",
              "/run/lock",
              "--volume",
              "/sys/fs/cgroup/systemd:/sys/fs/cgroup/systemd",
              IMAGE);
      if (run.exitCode() != 0) {
        throw new IllegalStateException("booting a box: " + run.output());
      }
      Box box = new Box(name);
      Await.until(PATIENCE, () -> box.tell("systemctl is-system-running").contains("running"));
      return box;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An inventory in which this is the only other machine. */
  public Machines machines() {
    return new Machines(here, Map.of(NAME, this));
  }

  /** Where its way out leads. */
  public String gateway() {
    return gateway;
  }

  /** What the engine calls it. */
  String id() {
    return id;
  }

  /** Its address with the prefix of its net. */
  public String address() {
    return address;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Ending run(Command command) throws InterruptedException {
    List<String> argv = new ArrayList<>(List.of("exec", id));
    argv.addAll(command.argv());
    return docker(here, command.timeout(), argv);
  }

  /**
   * What a shell in it says to this, as an operator would type it there. What programs say and what
   * they complain about come in any order.
   */
  public String tell(String line) {
    try {
      return docker("exec", id, "sh", "-c", line).output().strip();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The exit code of what a shell in it is told; what that writes has no say in it. */
  public int code(String line) {
    try {
      return docker("exec", id, "sh", "-c", line).exitCode();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a file in it. */
  public void write(String path, String content) {
    try {
      Ending end =
          docker("exec", id, "sh", "-c", "printf %s \"$1\" > \"$2\"", "write", content, path);
      if (end.exitCode() != 0) {
        throw new IllegalStateException(end.output());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Defines a unit, as it is not running and has never failed. */
  public void define(String unit, String content) {
    tell("systemctl stop " + unit + "; systemctl reset-failed " + unit);
    write("/etc/systemd/system/" + unit, content);
    tell("systemctl daemon-reload");
  }

  /**
   * Lets networkd, when it starts next, give eth0 the address that the engine chose and this way
   * out, and take the interface {@code up} or {@code down}.
   */
  public void network(String way, String activation) {
    write(
        "/etc/systemd/network/10-eth0.network",
        "[Match]\nName=eth0\n[Link]\nActivationPolicy=%s\n[Network]\nAddress=%s\nGateway=%s\n"
                .formatted(activation, address, way)
            + "LinkLocalAddressing=no\n");
  }

  private Ending docker(String... args) throws InterruptedException {
    return docker(here, PATIENCE, List.of(args));
  }

  static Ending docker(Commands here, String... args) throws InterruptedException {
    return docker(here, PATIENCE, List.of(args));
  }

  private static Ending docker(Commands here, Duration timeout, List<String> args)
      throws InterruptedException {
    List<String> argv =
        new ArrayList<>(List.of("/usr/bin/env", "docker", "--host", System.getenv("DOCKER_HOST")));
    argv.addAll(args);
    return here.run(new Command(argv, Map.of(), Optional.empty(), timeout));
  }

  @Override
  public void close() throws InterruptedException {
    docker("rm", "--force", "--volumes", id);
  }
}

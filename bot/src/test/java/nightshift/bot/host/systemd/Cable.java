package nightshift.bot.host.systemd;

import java.util.UUID;
import nightshift.bot.host.Command.Ending;
import nightshift.bot.host.Commands;

/**
 * A cable from a box to somebody else: an interface of the same name on either side, and nothing
 * between them. It is laid within the engine, so no interface of this machine has to do with it.
 */
public final class Cable implements AutoCloseable {

  private final Commands here = new Commands();
  private final Box box;
  private final String device;
  private final String other = "nightshift-cable-" + UUID.randomUUID().toString().substring(0, 8);

  private Cable(Box box, String device) {
    this.box = box;
    this.device = device;
  }

  /**
   * Lays one.
   *
   * @param device what it is called on both sides
   */
  public static Cable lay(Box box, String device) {
    Cable cable = new Cable(box, device);
    cable.must(
        "run --detach --init --network none --cap-add NET_ADMIN --name %s %s sleep infinity",
        cable.other, Box.IMAGE);
    cable.must(
        "run --rm --network none --pid host --cap-add NET_ADMIN %s"
            + " ip link add name %s netns %s type veth peer name %s netns %s",
        Box.IMAGE, device, cable.pid(box.id()), device, cable.pid(cable.other));
    return cable;
  }

  /** Gives both sides an address and takes them up. */
  public Cable addresses(String ours, String others) {
    String set = "ip address add %s dev %s; ip link set dev %2$s up";
    box.tell(set.formatted(ours, device));
    tell(set.formatted(others, device));
    return this;
  }

  /** Sets something of the kernel for the network of one side, which it may not do itself. */
  public void kernel(boolean ours, String... settings) {
    must(
        "run --rm --cap-add NET_ADMIN --security-opt systempaths=unconfined"
            + " --network container:%s %s sysctl -q -w %s",
        ours ? box.id() : other, Box.IMAGE, String.join(" ", settings));
  }

  /** What a shell on the other side says to this. */
  public String tell(String line) {
    return docker("exec", other, "sh", "-c", line).output().strip();
  }

  private String pid(String container) {
    return must("inspect --format {{.State.Pid}} %s", container);
  }

  private String must(String line, String... words) {
    Ending end = docker(line.formatted((Object[]) words).split(" "));
    if (end.exitCode() != 0) {
      throw new IllegalStateException("laying a cable: " + end.output());
    }
    return end.output().strip();
  }

  private Ending docker(String... args) {
    try {
      return Box.docker(here, args);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    docker("rm", "--force", "--volumes", other);
  }
}

package nightshift.bot.action.network;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.systemd.Box;
import nightshift.config.NetworkSettings;
import nightshift.config.NetworkSettings.Port;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.contract.Await;
import nightshift.engine.diagnosis.Target;

/** The network of a box, as networkd keeps it, and ways to break it. */
final class BoxNetwork implements ActionKindContract.World {

  static final Target ETH0 = Target.parse("network://box/eth0");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Box box;
  private final String hardware;

  BoxNetwork(Box box) {
    this.box = box;
    this.hardware = box.tell("cat /sys/class/net/eth0/address");
    reset();
  }

  // networkd leaves alone what an earlier one of it set, so everything is taken away first.
  private void reset() {
    box.tell(
        "systemctl stop systemd-networkd.socket systemd-networkd; ip link set dev eth0 up;"
            + " ip -4 route flush dev eth0; ip -4 address flush dev eth0");
    box.network(box.gateway(), "up");
    box.tell("systemctl restart systemd-networkd");
    Await.until(PATIENCE, this::hasWay);
  }

  /** Lets the next restart of networkd cut the box off; nobody has noticed the mistake yet. */
  void mistake() {
    box.network(box.gateway(), "down");
  }

  static NetworkSettings settings(Optional<String> unit, Optional<List<Port>> open) {
    return new NetworkSettings(
        List.of("eth0"), unit, Duration.ofSeconds(8), List.of(), List.of(), Map.of(), open);
  }

  /** Takes the way out away, as an operator's slip does. */
  BoxNetwork withoutWay() {
    box.tell("ip route del default");
    return this;
  }

  /** Whether a default route leads to the gateway. */
  boolean hasWay() {
    return box.tell("ip route show default").contains("via " + box.gateway() + " dev eth0");
  }

  @Override
  public Target target() {
    return ETH0;
  }

  @Override
  public String state() {
    return box.tell("ip -4 -o address show dev eth0; ip -4 route show dev eth0")
        .replaceAll(" +", " ");
  }

  @Override
  public String bystanders() {
    return box.tell("ip -o address show dev lo; cat /etc/resolv.conf");
  }

  @Override
  public void replace() {
    box.tell("ip link set dev eth0 address 02:00:00:00:00:77");
  }

  @Override
  public void close() {
    box.tell("ip link set dev eth0 address " + hardware);
    reset();
  }
}

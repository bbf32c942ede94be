package nightshift.bot.action.network;

import java.time.Duration;
import java.util.stream.Collectors;
import nightshift.bot.host.systemd.Box;
import nightshift.bot.host.systemd.Cable;
import nightshift.engine.contract.Await;
import nightshift.engine.diagnosis.Target;

/**
 * An interface {@code lan0} of a box, by which a router is reached that leases addresses by DHCP
 * and announces itself by IPv6. Its name servers and prefixes are of its own.
 */
final class CabledNetwork implements AutoCloseable {

  static final Target LAN0 = Target.parse("network://box/lan0");
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Box box;
  private final Cable cable;

  /**
   * @param kernel whether the box's kernel itself heeds the router, or networkd does
   */
  CabledNetwork(Box box, boolean kernel) {
    this.box = box;
    box.tell("systemctl stop systemd-networkd.socket systemd-networkd");
    cable = Cable.lay(box, "lan0");
    cable.kernel(false, "net.ipv6.conf.lan0.disable_ipv6=0", "net.ipv6.conf.all.forwarding=1");
    cable.kernel(
        true,
        "net.ipv6.conf.lan0.disable_ipv6=0",
        "net.ipv6.conf.lan0.accept_ra=" + (kernel ? 1 : 0));
    cable.tell(
        "ip link set dev lan0 up; ip address add 10.88.0.1/24 dev lan0;"
            + " ip address add fd88::1/64 dev lan0 nodad");
    cable.tell(
        "dnsmasq --port=0 --interface=lan0 --bind-interfaces --dhcp-authoritative --enable-ra"
            + " --dhcp-range=10.88.0.50,10.88.0.99,10m --dhcp-range=fd88::,ra-only,64,20m");
  }

  /** Lets networkd have the interface when it starts next. */
  CabledNetwork networkd(String lines) {
    box.write(
        "/etc/systemd/network/20-lan0.network", "[Match]\nName=lan0\n[Network]\n" + lines + "\n");
    return this;
  }

  CabledNetwork start() {
    box.tell("systemctl restart systemd-networkd");
    Await.until(PATIENCE, () -> ways().equals("46") && box.code("ping -q -c 1 -W 1 fd88::1") == 0);
    return this;
  }

  /** Of which versions there is a default route over the interface that leads to the router. */
  String ways() {
    return box.tell(
            "ip -4 route show default dev lan0 | grep -c 'via 10.88.0.1';"
                + " ip -6 route show default dev lan0 | grep -c 'via fe80'")
        .replaceAll("(?s)^([01])\n([01]).*", "$1$2")
        .replace("11", "46")
        .replace("10", "4")
        .replace("01", "6");
  }

  /** Addresses and default routes, without what changes by itself. */
  String state() {
    return box.tell(
            "ip -o -4 address show dev lan0 scope global; ip -o -6 address show dev lan0 scope global;"
                + " ip -4 route show default dev lan0; ip -6 route show default dev lan0;"
                + " ip -4 route show 10.88.0.0/24 dev lan0; ip -6 route show fd88::/64 dev lan0")
        .replaceAll("(valid_lft|preferred_lft|expires) \\d+sec", "$1")
        .replaceAll("[ \\\\]+", " ")
        .replaceAll(" (tentative|nodad)", "")
        .lines()
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  Box box() {
    return box;
  }

  @Override
  public void close() {
    cable.close();
    box.tell("rm /etc/systemd/network/20-lan0.network; systemctl restart systemd-networkd");
  }
}

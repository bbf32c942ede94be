package nightshift.bot.action.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nightshift.bot.host.systemd.Box;
import nightshift.bot.host.systemd.Cable;
import nightshift.bot.host.systemd.RealSystemd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the audit reads off the rules, held against what a stranger really reaches. The box listens
 * on 9101 to 9108; 9111 to 9119 are published as Docker does it, with something behind them that
 * listens on the same port less 1000, and with something that stands for Docker's proxy.
 */
@RealSystemd
class DroppedOnTheWayTest {

  private static final Pattern CLOSED =
      Pattern.compile("(?m)^ +(91\\d\\d)/tcp.*: closed by the firewall");
  private static final String LISTEN =
      "sh -c 'for p in %s; do busybox httpd -f -p $$p & done; wait'";

  private static final String EARLY =
      """
      -t raw -A PREROUTING -p tcp --dport 9101 -j DROP
      -t mangle -A PREROUTING -p tcp --dport 9102 -j DROP
      -t raw -A PREROUTING -p tcp --dport 9103 -m conntrack --ctstate NEW -j DROP
      -t raw -A PREROUTING -p tcp --dport 9104 -s 10.77.0.3 -j DROP
      -t raw -A PREROUTING -p tcp --dport 9105 -j DROP
      -t nat -A PREROUTING -p tcp --dport 9106 -j REDIRECT --to-ports 9105
      -t raw -A PREROUTING -p tcp --dport 9107 -j CT --notrack
      -A INPUT -p tcp --dport 9107 -m conntrack --ctstate NEW -j DROP
      -t raw -A PREROUTING -m rpfilter --invert -j DROP
      """;
  private static final String PUBLISHED =
      """
      -P FORWARD DROP
      -N DOCKER-USER
      -N DOCKER
      -A FORWARD -j DOCKER-USER
      -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
      -A FORWARD -o docker0 -j DOCKER
      -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
      -A FORWARD -p tcp --dport 8118 -m conntrack --ctstate DNAT -j ACCEPT
      -t nat -N DOCKER
      -t nat -A PREROUTING -p tcp --dport 9116 -j DNAT --to-destination 10.77.0.1:9108
      -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
      -t nat -A DOCKER -i docker0 -j RETURN
      -t raw -A PREROUTING -p tcp --dport 9115 -j DROP
      -A DOCKER-USER -p tcp --dport 8112 -j DROP
      -A DOCKER-USER -p tcp -m conntrack --ctorigdstport 9113 --ctdir ORIGINAL -j DROP
      -A DOCKER-USER -i street0 -p tcp --dport 8114 -j DROP
      -A DOCKER-USER -p tcp --dport 8116 -j DROP
      -A DOCKER-USER -p tcp --dport 9117 -j DROP
      -A DOCKER-USER -d 172.17.77.2 -p tcp --dport 8119 -j REJECT
      -A DOCKER-USER -j RETURN
      """;

  private static final String PORTS = ports(9101, 9108) + " " + ports(9111, 9119);

  private Box box;
  private AuditedBox audited;
  private Cable street;
  private Cable inside;

  @BeforeEach
  void listen(Box box) {
    this.box = box;
    audited = new AuditedBox(box);
    street = Cable.lay(box, "street0").addresses("10.77.0.1/24", "10.77.0.2/24");
    inside = Cable.lay(box, "docker0").addresses("172.17.77.1/24", "172.17.77.2/24");
    street.kernel(true, "net.ipv4.ip_forward=1");
    inside.tell("ip route add default via 172.17.77.1");
    inside.tell("for p in %s; do busybox httpd -p $p; done".formatted(ports(8111, 8119)));
    box.define(
        "listen-many.service",
        "[Service]\nKillSignal=SIGKILL\nTimeoutStopSec=1\nExecStart="
            + LISTEN.formatted(PORTS)
            + "\n");
    assertThat(box.code("systemctl start listen-many")).isZero();
  }

  @AfterEach
  void clear() {
    audited.close();
    street.close();
    inside.close();
    box.tell(
        "nft delete table inet nightshift_test; for v in nft legacy; do"
            + " iptables-$v -P FORWARD ACCEPT; for t in raw mangle nat filter; do"
            + " iptables-$v -t $t -F; iptables-$v -t $t -X; done; done");
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "nft"})
  void what_iptables_drops_on_the_way_is_closed_and_what_connects_is_not(String variant)
      throws Exception {
    iptables(variant, EARLY);
    iptables(variant, PUBLISHED);
    for (int port = 9111; port <= 9119; port++) {
      iptables(
          variant,
          """
          -t nat -A DOCKER ! -i docker0 -p tcp --dport %d -j DNAT --to-destination 172.17.77.2:%d
          """
              .formatted(port, port - 1000));
    }
    iptables(
        variant,
        "-A DOCKER -d 172.17.77.2/32 ! -i docker0 -o docker0 -p tcp -m multiport"
            + " --dports 8111:8117,8119 -j ACCEPT");

    assertThat(closed()).containsExactly(9101, 9102, 9112, 9113, 9115, 9119);
    // 9105 can be had by 9106. 9114 depends on the interface: a doubt.
    assertThat(connected()).containsExactly(9103, 9104, 9106, 9107, 9108, 9111, 9116, 9117, 9118);
  }

  @Test
  void what_nftables_drops_on_the_way_is_closed_and_what_connects_is_not() throws Exception {
    box.write(
        "/run/test.nft",
        """
        table inet nightshift_test {
          chain raw { type filter hook prerouting priority raw;
            tcp dport 9101 drop
            tcp dport 9103 ct state new drop
            tcp dport 9107 notrack
          }
          chain mangle { type filter hook prerouting priority mangle; policy drop;
            tcp dport 9102 drop
            accept
          }
          chain late { type filter hook prerouting priority filter;
            tcp dport 9104 drop
          }
          chain nat { type nat hook prerouting priority dstnat;
            tcp dport 9106 redirect to :9105
            fib daddr type local jump docker
          }
          chain docker {
            iifname != "docker0" tcp dport 9111 dnat ip to 172.17.77.2:8111
            iifname != "docker0" tcp dport 9112 dnat ip to 172.17.77.2:8112
            iifname != "docker0" tcp dport 9113 dnat ip to 172.17.77.2:8113
          }
          chain early { type filter hook prerouting priority -250;
            tcp dport 9105 drop
          }
          chain in { type filter hook input priority filter;
            ct state new tcp dport 9107 drop
          }
          chain forward { type filter hook forward priority filter;
            meta l4proto tcp ct original proto-dst 9112 drop
            ip daddr 172.17.77.0/24 tcp dport 8113 drop
          }
        }
        """);
    assertThat(box.tell("nft -f /run/test.nft")).isEmpty();

    assertThat(closed()).containsExactly(9101, 9102, 9112, 9113);
    // 9104 is dropped later than such drops are counted, and 9105 can be had by 9106.
    assertThat(connected())
        .containsExactly(9103, 9106, 9107, 9108, 9111, 9114, 9115, 9116, 9117, 9118, 9119);
  }

  private Set<Integer> closed() throws Exception {
    Matcher m = CLOSED.matcher(audited.report().output());
    return m.results()
        .map(r -> Integer.valueOf(r.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The ports that a stranger really gets a connection to. */
  private Set<Integer> connected() {
    // The shell's own connection is given up as soon as it stands.
    String line =
        "for p in %s; do (timeout 2 bash -c \"echo >/dev/tcp/10.77.0.1/$p\" 2>/dev/null && echo $p) &"
            + " done; wait";
    return street
        .tell(line.formatted(PORTS))
        .lines()
        .map(Integer::valueOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String ports(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  private void iptables(String variant, String rules) {
    // Not every kernel has the old tables any more.
    assumeThat(variant.equals("nft") || box.code("iptables-legacy -t raw -L") == 0).isTrue();
    String line =
        rules.lines().map(r -> "iptables-" + variant + " " + r).collect(Collectors.joining(" && "));
    assertThat(box.tell(line)).isEmpty();
  }
}

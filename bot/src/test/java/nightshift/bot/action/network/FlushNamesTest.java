package nightshift.bot.action.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.bot.host.net.DnsBench;
import nightshift.bot.host.systemd.Box;
import nightshift.bot.host.systemd.RealSystemd;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RealSystemd
class FlushNamesTest extends ActionKindContract<FlushNames.Nothing> {

  private static final Pattern SIZE = Pattern.compile("Current Cache Size: (\\d+)");

  private Box box;

  @BeforeEach
  void enter(Box box) {
    this.box = box;
  }

  @Override
  protected ActionKind<FlushNames.Nothing> kind() {
    return new FlushNames(
        new NetworkDoor(BoxNetwork.settings(Optional.empty(), Optional.empty()), box.machines()));
  }

  @Override
  protected FlushNames.Nothing arguments() {
    return new FlushNames.Nothing();
  }

  /** An answer that is kept comes back as soon as it is asked for, so nothing drifts here. */
  @Override
  protected boolean replacementIsDrift() {
    return false;
  }

  @Override
  protected World world() throws Exception {
    return new Cache();
  }

  /** systemd-resolved with one answer in its cache. */
  private final class Cache implements World {

    private final DnsBench server;

    Cache() throws IOException {
      server = new DnsBench(box.gateway()).knows("shop.test", "192.0.2.7");
      box.tell("mkdir -p /etc/systemd/resolved.conf.d");
      box.write(
          "/etc/systemd/resolved.conf.d/test.conf",
          "[Resolve]\nDNS=" + server.endpoint() + "\nDNSSEC=no\nDomains=~.\n");
      box.tell("systemctl restart systemd-resolved");
      assertThat(box.tell("resolvectl query -4 shop.test")).contains("192.0.2.7");
    }

    @Override
    public Target target() {
      return Target.parse("network://box/host");
    }

    @Override
    public String state() {
      Matcher m = SIZE.matcher(box.tell("resolvectl statistics"));
      return m.find() ? m.group(1) : "stopped";
    }

    @Override
    public String bystanders() {
      return box.tell("ip -o address show dev eth0; cat /etc/resolv.conf");
    }

    @Override
    public void replace() {
      box.tell("systemctl mask --runtime systemd-resolved; systemctl stop systemd-resolved");
    }

    @Override
    public void close() {
      server.close();
      box.tell("systemctl unmask --runtime systemd-resolved; rm /etc/systemd/resolved.conf.d/*");
      box.tell("systemctl restart systemd-resolved");
    }
  }

  @Test
  void a_stale_answer_is_asked_for_anew() throws Exception {
    try (Cache cache = new Cache()) {
      cache.server.knows("shop.test", "192.0.2.8");
      assertThat(box.tell("resolvectl query -4 shop.test")).contains("192.0.2.7");

      assertThat(kind().run(arguments(), approved(cache)).summary())
          .isEqualTo("emptied 1 name cache");

      assertThat(box.tell("resolvectl query -4 shop.test")).contains("192.0.2.8");
    }
  }

  @Test
  void where_no_cache_runs_the_plan_is_refused_with_a_reason() throws Exception {
    try (Cache cache = new Cache()) {
      cache.replace();
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind().preview(arguments(), asked(cache)))
          .withMessageContaining("neither systemd-resolved nor nscd nor dnsmasq runs there");
    }
  }
}

package nightshift.bot.action.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.Command;
import nightshift.bot.host.Command.Ending;
import nightshift.bot.host.Commands;
import nightshift.bot.host.Machine;
import nightshift.bot.host.Machines;
import nightshift.bot.host.net.DnsBench;
import nightshift.bot.host.systemd.Box;
import nightshift.bot.host.systemd.RealSystemd;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionResult;
import nightshift.engine.contract.Await;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A machine whose programs ask nscd, dnsmasq, or both, of which the one asks the other. */
@RealSystemd
class NscdAndDnsmasqTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final FlushNames.Nothing NOTHING = new FlushNames.Nothing();

  private Box box;
  private DnsBench server;
  private String resolvers;

  @BeforeEach
  void answerByANameServerOfOurOwn(Box box) throws IOException {
    this.box = box;
    server = new DnsBench(box.gateway()).knows("shop.test", "192.0.2.7");
    resolvers = box.tell("cat /etc/resolv.conf");
    box.tell("systemctl mask --runtime systemd-resolved; systemctl stop systemd-resolved");
    box.write("/etc/resolv.conf", "nameserver 127.0.0.1\n");
    box.write(
        "/etc/dnsmasq.d/test.conf",
        "no-resolv\nbind-interfaces\nlisten-address=127.0.0.1\nserver=%s#%d\n"
            .formatted(server.endpoint().host(), server.endpoint().port()));
  }

  @AfterEach
  void putBack() {
    box.tell("systemctl stop nscd dnsmasq forward; rm /etc/dnsmasq.d/test.conf");
    // Its cache outlives it.
    box.tell("rm -rf /var/cache/nscd/*");
    box.write("/etc/resolv.conf", resolvers + "\n");
    box.tell("systemctl unmask --runtime systemd-resolved; systemctl restart systemd-resolved");
    server.close();
  }

  @Test
  void dnsmasq_gives_the_old_answer_before_and_the_new_one_after() throws Exception {
    start("dnsmasq");

    assertThat(staleThenFlushed(box)).isEqualTo("emptied 1 name cache");

    assertThat(address()).isEqualTo("192.0.2.8");
  }

  @Test
  void nscd_gives_the_old_answer_before_and_the_new_one_after() throws Exception {
    box.define(
        "forward.service",
        "[Service]\nExecStart=/usr/sbin/dnsmasq --keep-in-foreground --cache-size=0"
            + " --conf-file=/etc/dnsmasq.d/test.conf\n");
    start("forward");
    start("nscd");

    assertThat(staleThenFlushed(box)).isEqualTo("emptied 1 name cache");

    assertThat(address()).isEqualTo("192.0.2.8");
  }

  @Test
  void a_cache_was_filled_again_from_the_stale_one_behind_it() throws Exception {
    start("dnsmasq");
    start("nscd");

    assertThat(staleThenFlushed(new Busy())).isEqualTo("emptied 2 name caches");

    assertThat(address()).isEqualTo("192.0.2.8");
  }

  @Test
  void of_dnsmasq_and_resolved_either_may_ask_the_other() {
    assertThat(NameCache.order(List.of(NameCache.NSCD, NameCache.RESOLVED, NameCache.DNSMASQ)))
        .containsExactly(NameCache.DNSMASQ, NameCache.RESOLVED, NameCache.DNSMASQ, NameCache.NSCD);
    assertThat(NameCache.order(List.of(NameCache.RESOLVED))).containsExactly(NameCache.RESOLVED);
  }

  private String staleThenFlushed(Machine machine) throws Exception {
    Await.until(PATIENCE, () -> address().equals("192.0.2.7"));
    server.knows("shop.test", "192.0.2.8");
    assertThat(address()).as("out of the cache").isEqualTo("192.0.2.7");
    FlushNames flush =
        new FlushNames(
            new NetworkDoor(
                BoxNetwork.settings(Optional.empty(), Optional.empty()),
                new Machines(new Commands(), Map.of(Box.NAME, machine))));
    ActionResult done =
        flush.run(NOTHING, context(flush.preview(NOTHING, context(List.of())).objects()));
    return done.summary();
  }

  private static ActionContext context(List<String> objects) {
    return new ActionContext(
        Target.parse("network://box/host"), "7-1", objects, Instant.EPOCH, PATIENCE);
  }

  private void start(String unit) {
    assertThat(box.code("systemctl start " + unit)).as(unit).isZero();
  }

  /** As programs see it, that is, by the C library. */
  private String address() {
    return box.tell("getent ahostsv4 shop.test | head -n 1").replaceAll(" .*", "");
  }

  /** A machine where somebody asks for the name again and again, here after every command. */
  private final class Busy implements Machine {

    @Override
    public String name() {
      return box.name();
    }

    @Override
    public Ending run(Command command) throws InterruptedException {
      Ending end = box.run(command);
      address();
      return end;
    }
  }
}

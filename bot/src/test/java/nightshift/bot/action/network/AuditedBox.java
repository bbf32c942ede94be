package nightshift.bot.action.network;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.systemd.Box;
import nightshift.config.NetworkSettings;
import nightshift.config.NetworkSettings.Port;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionResult;
import nightshift.engine.contract.Await;
import nightshift.engine.diagnosis.Target;

/**
 * A box that listens on 9022, which the policy lists, on 9023, which it does not, and on 9024 for
 * itself alone.
 */
final class AuditedBox implements AutoCloseable {

  static final Target HOST = Target.parse("network://box/host");
  static final FirewallAudit.Nothing NOTHING = new FirewallAudit.Nothing();
  static final NetworkSettings POLICY =
      BoxNetwork.settings(
          Optional.empty(),
          Optional.of(
              List.of(new Port(9022, "tcp"), new Port(5355, "tcp"), new Port(5355, "udp"))));

  private final Box box;
  private final FirewallAudit audit;

  AuditedBox(Box box) {
    this.box = box;
    this.audit = new FirewallAudit(new NetworkDoor(POLICY, box.machines()));
    for (String where : List.of("9022", "9023", "127.0.0.1:9024")) {
      String unit = "listen-" + where.replaceAll(".*:", "") + ".service";
      box.define(unit, "[Service]\nExecStart=/usr/bin/busybox httpd -f -p " + where + "\n");
      box.tell("systemctl start " + unit);
    }
    Await.until(
        Duration.ofSeconds(45), () -> box.tell("ss -Hltn").split("902[234]", -1).length == 4);
  }

  FirewallAudit audit() {
    return audit;
  }

  /** What the audit says once it was approved. */
  ActionResult report() throws Exception {
    return audit.run(NOTHING, context(audit.preview(NOTHING, context(List.of())).objects()));
  }

  ActionContext context(List<String> objects) {
    return new ActionContext(HOST, "7-1", objects, Instant.EPOCH, audit.timeout(NOTHING));
  }

  @Override
  public void close() {
    box.tell("systemctl stop 'listen-*'");
  }
}

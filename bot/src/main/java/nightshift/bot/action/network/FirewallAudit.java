package nightshift.bot.action.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.Machine;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.net.Firewall;
import nightshift.bot.host.net.IpTool;
import nightshift.bot.host.net.Link;
import nightshift.bot.host.net.ReadFirewall;
import nightshift.bot.host.net.Socket;
import nightshift.config.NetworkSettings.Port;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;

/**
 * {@code firewall.audit}: holds what listens, and what the packet filters let in, against {@code
 * network.open}. It only looks; its result is a report.
 */
final class FirewallAudit implements ActionKind<FirewallAudit.Nothing> {

  private static final int MOST = 200;
  private static final int NAMED = 40;

  /** It takes no arguments. */
  record Nothing() {}

  private final NetworkDoor door;

  FirewallAudit(NetworkDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "firewall.audit";
  }

  @Override
  public Class<Nothing> arguments() {
    return Nothing.class;
  }

  @Override
  public Risk floor() {
    return Risk.LOW;
  }

  @Override
  public String targetKind() {
    return "network";
  }

  @Override
  public Duration timeout(Nothing args) {
    return Duration.ofMinutes(1);
  }

  @Override
  public Preview preview(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    NetworkSite site = door.site(ctx.target());
    report(site);
    return new Preview(
        "report what is open to others on " + site.machine().name() + " (only looks)",
        List.of(policy()),
        List.of(line(site)),
        0,
        floor(),
        Reversal.none("it only looks, so there is nothing to undo"),
        Duration.ofSeconds(3));
  }

  private String policy() {
    return door.settings()
        .open()
        .map(open ->
            "network.open lists "
                + (open.isEmpty()
                    ? "nothing"
                    : String.join(", ", open.stream().map(String::valueOf).toList())))
        .orElse("network.open lists nothing: everything that is open is reported");
  }

  @Override
  public Optional<String> drift(Nothing args, ActionContext ctx) throws ActionException {
    NetworkSite site = door.site(ctx.target());
    return NetworkDoor.otherThan(ctx.objects(), line(site), site);
  }

  @Override
  public ActionResult run(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Optional<String> other = drift(args, ctx);
    if (other.isPresent()) {
      throw NetworkDoor.refused(other.get());
    }
    return report(door.site(ctx.target()));
  }

  private ActionResult report(NetworkSite site) throws ActionException, InterruptedException {
    try {
      Machine machine = site.machine();
      Firewall firewall = ReadFirewall.of(machine);
      boolean six =
          IpTool.links(machine).stream()
              .map(Link::addresses)
              .flatMap(List::stream)
              .anyMatch(a -> a.version() == 6 && a.global());
      List<Opening> all = Opening.all(Socket.listening(machine), firewall, six);
      List<String> further = new ArrayList<>(firewall.unseen());
      if (!firewall.any()) {
        further.addFirst("no rules of a firewall were found here");
      }
      return summed(all, door.settings().open().orElse(List.of()), further);
    } catch (ProgramTrouble e) {
      throw NetworkDoor.trouble(e);
    }
  }

  /** What is bad comes first: only lines about what is not are left out. */
  static ActionResult summed(List<Opening> all, List<Port> open, List<String> further) {
    List<Opening> sorted = all.stream().sorted(Comparator.comparing(o -> !o.bad(open))).toList();
    List<String> report = new ArrayList<>();
    sorted.stream().limit(MOST).forEach(o -> report.add(o.sentence(open)));
    if (sorted.size() > MOST) {
      report.add("and " + (sorted.size() - MOST) + " more");
    }
    report.addAll(further);
    List<String> names =
        sorted.stream().filter(o -> o.bad(open)).map(Opening::name).distinct().toList();
    String summary =
        names.isEmpty()
            ? "nothing is open to others but what network.open lists"
            : "%s open to others that network.open does not list: %s%s"
                .formatted(
                    names.size() == 1 ? "1 port is" : names.size() + " ports are",
                    String.join(", ", names.stream().limit(NAMED).toList()),
                    names.size() > NAMED ? " and others" : "");
    return new ActionResult(true, summary, String.join("\n", report), null);
  }

  private static String line(NetworkSite site) {
    return "firewall and listening sockets of " + site.machine().name();
  }
}

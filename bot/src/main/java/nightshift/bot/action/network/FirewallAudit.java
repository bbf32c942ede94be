package nightshift.bot.action.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.Machine;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.net.IpTool;
import nightshift.bot.host.net.Link;
import nightshift.bot.host.net.NftRules;
import nightshift.bot.host.net.NftRules.Verdict;
import nightshift.bot.host.net.Socket;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;

/**
 * {@code firewall.audit}: holds what listens, and what nftables lets in, against {@code
 * network.open}. It only looks; its result is a report.
 */
final class FirewallAudit implements ActionKind<FirewallAudit.Nothing> {

  private static final int MOST = 200;

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
      NftRules rules = NftRules.of(machine);
      boolean six =
          IpTool.links(machine).stream()
              .map(Link::addresses)
              .flatMap(List::stream)
              .anyMatch(a -> a.version() == 6 && a.global());
      List<Socket> sockets =
          Socket.listening(machine).stream().filter(s -> !s.inside()).limit(MOST).toList();
      return summed(sockets, rules, six);
    } catch (ProgramTrouble e) {
      throw NetworkDoor.trouble(e);
    }
  }

  private ActionResult summed(List<Socket> sockets, NftRules rules, boolean six) {
    List<String> report = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    for (Socket socket : sockets) {
      Verdict verdict = verdict(socket, rules, six);
      boolean listed =
          door.settings().open().orElse(List.of()).stream()
              .anyMatch(p -> p.toString().equals(socket.name()));
      if (!listed && verdict != Verdict.CLOSED) {
        bad.add(socket.name());
      }
      report.add(sentence(socket, verdict, listed, rules));
    }
    if (!rules.any()) {
      report.add("nftables has no rules here; rules of the old iptables-legacy are not seen");
    }
    List<String> names = bad.stream().distinct().toList();
    String summary =
        names.isEmpty()
            ? "nothing is open to others but what network.open lists"
            : "%s open to others that network.open does not list: %s"
                .formatted(
                    names.size() == 1 ? "1 port is" : names.size() + " ports are",
                    String.join(", ", names));
    return new ActionResult(true, summary, String.join("\n", report), null);
  }

  private static Verdict verdict(Socket socket, NftRules rules, boolean six) {
    Verdict four =
        socket.address().contains(":")
            ? Verdict.CLOSED
            : rules.verdict(socket.protocol(), socket.port(), 4);
    Verdict other =
        six && socket.six() ? rules.verdict(socket.protocol(), socket.port(), 6) : Verdict.CLOSED;
    if (four == Verdict.OPEN || other == Verdict.OPEN) {
      return Verdict.OPEN;
    }
    return four == Verdict.UNSURE || other == Verdict.UNSURE ? Verdict.UNSURE : Verdict.CLOSED;
  }

  private static String sentence(Socket socket, Verdict verdict, boolean listed, NftRules rules) {
    String way =
        switch (verdict) {
          case OPEN ->
              rules.forwarded(socket.protocol(), socket.port())
                  ? "open: it is forwarded, past the rules for input"
                  : "open: no rule of the firewall keeps strangers out";
          case CLOSED -> "closed by the firewall";
          case UNSURE -> "may be open: a rule that concerns it depends on more than the port";
        };
    String mark = listed || verdict == Verdict.CLOSED ? "   " : "!  ";
    return mark + socket.shown() + ": " + way + (listed ? " (network.open lists it)" : "");
  }

  private static String line(NetworkSite site) {
    return "firewall and listening sockets of " + site.machine().name();
  }
}

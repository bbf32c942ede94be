package nightshift.bot.action.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nightshift.bot.host.Command.Ending;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.Programs;
import nightshift.bot.host.net.Link;
import nightshift.bot.host.systemd.Systemd;
import nightshift.config.NetworkSettings.Endpoint;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Durations;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;
import nightshift.engine.port.Pacer;

/**
 * {@code network.restart}: restarts the network of one interface, and lets the old state come back
 * by itself when the machine cannot be reached afterwards; see {@link CommitConfirm}.
 */
final class RestartNetwork implements ActionKind<RestartArguments> {

  private static final Duration ORDER = Duration.ofSeconds(60);
  private static final Duration LOOKS = Duration.ofMinutes(2);

  private final NetworkDoor door;
  private final List<Endpoint> chat;
  private final Pacer pacer;

  /**
   * @param chat where the chat is
   * @param pacer waits between looks
   */
  RestartNetwork(NetworkDoor door, List<Endpoint> chat, Pacer pacer) {
    this.door = door;
    this.chat = List.copyOf(chat);
    this.pacer = pacer;
  }

  @Override
  public String name() {
    return "network.restart";
  }

  @Override
  public Class<RestartArguments> arguments() {
    return RestartArguments.class;
  }

  @Override
  public Risk floor() {
    return Risk.HIGH;
  }

  @Override
  public String targetKind() {
    return "network";
  }

  @Override
  public Duration timeout(RestartArguments args) {
    return window(args).multipliedBy(2).plus(ORDER).plus(LOOKS);
  }

  private Duration window(RestartArguments args) {
    return args.confirm().orElse(door.settings().confirm());
  }

  /** What would be restarted, as it is now. */
  private record Seen(NetworkSite site, Link link, LinkState state, String how) {
    String line() {
      return "interface %s (%d, %s) on %s by %s"
          .formatted(link.name(), link.index(), link.hardware(), site.machine().name(), how);
    }
  }

  private Seen look(ActionContext ctx) throws ActionException, InterruptedException {
    NetworkSite site = door.site(ctx.target());
    String device = door.allowed(site);
    Link link = NetworkDoor.link(site, device);
    String how = door.settings().unit().map(u -> "restart of " + u).orElse("down and up");
    return new Seen(site, link, LinkState.of(site, link), how);
  }

  private Seen approved(ActionContext ctx) throws ActionException, InterruptedException {
    Seen seen = look(ctx);
    Optional<String> other = NetworkDoor.otherThan(ctx.objects(), seen.line(), seen.site());
    if (other.isPresent()) {
      throw NetworkDoor.refused(other.get() + "; nothing was touched");
    }
    return seen;
  }

  @Override
  public Preview preview(RestartArguments args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Seen seen = look(ctx);
    canRevert(seen);
    List<String> details = new ArrayList<>();
    details.add("by " + seen.how());
    details.add(
        "unless its gateway"
            + (chat.isEmpty() || !seen.site().here() ? "" : " and the chat")
            + " can be reached within "
            + Durations.shown(window(args))
            + ", the machine itself puts back what it has now:");
    details.addAll(seen.state().shown());
    details.addAll(seen.state().lost());
    return new Preview(
        "restart the network of " + seen.site().shown(),
        details,
        List.of(seen.line()),
        0,
        floor(),
        Reversal.by("puts these addresses and routes back"),
        Duration.ofSeconds(10));
  }

  // Without systemd there is nobody who would put the old state back, so nothing is begun.
  private static void canRevert(Seen seen) throws ActionException, InterruptedException {
    try {
      Programs.output(
          seen.site().machine(),
          "looking for a way to put the network back",
          ORDER,
          List.of("systemd-run", "--version"));
      Systemd.show(seen.site().machine(), "basic.target");
    } catch (ProgramTrouble e) {
      throw NetworkDoor.trouble(e);
    }
  }

  @Override
  public Optional<String> drift(RestartArguments args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Seen seen = look(ctx);
    return NetworkDoor.otherThan(ctx.objects(), seen.line(), seen.site());
  }

  @Override
  public String capture(RestartArguments args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return approved(ctx).state().toJson();
  }

  @Override
  public ActionResult run(RestartArguments args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Seen seen = approved(ctx);
    canRevert(seen);
    Reach reach = Reach.before(seen.site(), seen.state().device(), chat);
    Transient revert = new Transient(seen.site().machine(), "nightshift-revert-" + ctx.reference());
    return new CommitConfirm(revert, seen.state(), window(args), pacer)
        .carryOut(
            "restarted the network of " + seen.site().shown() + " by " + seen.how(),
            () -> change(seen, ctx),
            reach);
  }

  private void change(Seen seen, ActionContext ctx) throws ProgramTrouble, InterruptedException {
    Optional<String> unit = door.settings().unit();
    if (unit.isPresent()) {
      Ending end = Systemd.order(seen.site().machine(), "restart", unit.get(), ORDER);
      if (end.exitCode() != 0) {
        throw new ProgramTrouble(
            ProgramTrouble.Kind.REFUSED,
            "restarting " + unit.get() + " ended with " + end.exitCode() + Programs.said(end));
      }
      return;
    }
    // Down and up as one order to the machine: after the first half nobody may be able to give the
    // second.
    List<List<String>> commands = new ArrayList<>();
    commands.add(List.of("ip", "link", "set", "dev", seen.link().name(), "down"));
    try {
      commands.addAll(seen.state().commands());
    } catch (ActionException e) {
      throw new ProgramTrouble(ProgramTrouble.Kind.REFUSED, String.valueOf(e.getMessage()));
    }
    new Transient(seen.site().machine(), "nightshift-bounce-" + ctx.reference()).runNow(commands);
  }

  @Override
  public ActionResult undo(RestartArguments args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    LinkState before = LinkState.read(captured);
    Seen now = same(before, ctx);
    if (now.state().like(before)) {
      return ActionResult.done(now.site().shown() + " is as it was");
    }
    try {
      new Transient(now.site().machine(), "nightshift-undo-" + ctx.reference())
          .runNow(before.commands());
    } catch (ProgramTrouble e) {
      throw new ActionException(ActionException.Effect.UNKNOWN, String.valueOf(e.getMessage()));
    }
    boolean back = look(ctx).state().like(before);
    return new ActionResult(
        back,
        (back ? "put back the addresses and routes of " : "not everything could be put back on ")
            + now.site().shown(),
        String.join("\n", before.shown()),
        null);
  }

  @Override
  public Preview previewUndo(RestartArguments args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    LinkState before = LinkState.read(captured);
    Seen now = same(before, ctx);
    boolean idle = now.state().like(before);
    return new Preview(
        (idle ? "leave %s as it is" : "put back the addresses and routes of %s")
            .formatted(now.site().shown()),
        Stream.of(before.shown(), before.lost()).flatMap(List::stream).toList(),
        List.of(now.line()),
        0,
        Risk.HIGH,
        Reversal.none("the network can be restarted again"),
        Duration.ofSeconds(5));
  }

  private Seen same(LinkState before, ActionContext ctx)
      throws ActionException, InterruptedException {
    Seen now = look(ctx);
    if (now.link().index() != before.index()) {
      throw NetworkDoor.refused(
          now.site().shown() + " was made anew since; there is nothing to put back");
    }
    return now;
  }
}

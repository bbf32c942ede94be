package nightshift.bot.action.container;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;

/** {@code container.restart}: ends a container's process if it runs, and starts it. */
final class RestartContainer implements ActionKind<Grace> {

  private final ContainerDoor door;

  RestartContainer(ContainerDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "container.restart";
  }

  @Override
  public Class<Grace> arguments() {
    return Grace.class;
  }

  @Override
  public Risk floor() {
    return Risk.LOW;
  }

  @Override
  public String targetKind() {
    return "container";
  }

  @Override
  public Duration timeout(Grace args) {
    return args.timeout();
  }

  @Override
  public Preview preview(Grace args, ActionContext ctx)
      throws ActionException, InterruptedException {
    ContainerFacts c = door.look(ctx.target());
    // Docker's restart starts what is stopped; the sentence says what will really happen.
    String verb = c.running() ? "restart" : "start";
    return new Preview(
        verb + " container \"" + c.name() + "\"",
        details(args, c),
        List.of(ApprovedContainer.of(c).line()),
        0,
        floor(),
        Reversal.none("a restart cannot be taken back"),
        Duration.ofSeconds(c.running() ? 5 : 2));
  }

  private static List<String> details(Grace args, ContainerFacts c) {
    String what = "image " + c.image() + ", id " + c.shortId() + ", now " + c.shown();
    return c.running() ? List.of(what, ContainerDoor.patience(args.grace())) : List.of(what);
  }

  @Override
  public Optional<String> drift(Grace args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return door.drift(ctx);
  }

  @Override
  public ActionResult run(Grace args, ActionContext ctx)
      throws ActionException, InterruptedException {
    ContainerFacts c = door.approved(ctx);
    door.act(host -> host.lifecycle().restart(c, args.grace()));
    return door.started(c.running() ? "restarted" : "started", ctx.target());
  }
}

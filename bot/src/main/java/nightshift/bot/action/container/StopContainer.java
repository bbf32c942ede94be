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

/** {@code container.stop}: ends a container's process. Undo starts it again. */
final class StopContainer implements ActionKind<Grace> {

  private final ContainerDoor door;

  StopContainer(ContainerDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "container.stop";
  }

  @Override
  public Class<Grace> arguments() {
    return Grace.class;
  }

  @Override
  public Risk floor() {
    return Risk.MEDIUM;
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
    String idle = stoppable(c) ? "" : " (it is stopped already: nothing will change)";
    return new Preview(
        "stop container \"" + c.name() + "\"" + idle,
        List.of(
            "image " + c.image() + ", id " + c.shortId() + ", now " + c.shown(),
            ContainerDoor.patience(args.grace())),
        List.of(ApprovedContainer.of(c).line()),
        0,
        floor(),
        Reversal.by("starts it again"),
        Duration.ofSeconds(5));
  }

  @Override
  public Optional<String> drift(Grace args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return door.drift(ctx);
  }

  @Override
  public String capture(Grace args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return Before.of(door.approved(ctx), 0).toJson();
  }

  @Override
  public ActionResult run(Grace args, ActionContext ctx)
      throws ActionException, InterruptedException {
    ContainerFacts c = door.approved(ctx);
    door.act(host -> host.lifecycle().stop(c, args.grace()));
    return ActionResult.done("stopped container \"" + c.name() + "\"");
  }

  @Override
  public ActionResult undo(Grace args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    Before before = Before.read(captured);
    ContainerFacts c = door.again(before, ctx);
    if (!before.running() || c.running()) {
      return ActionResult.done("container \"" + c.name() + "\" is as it was: " + c.shown());
    }
    door.act(host -> host.lifecycle().start(c));
    return door.started("started", ctx.target());
  }

  @Override
  public Preview previewUndo(Grace args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    Before before = Before.read(captured);
    ContainerFacts c = door.again(before, ctx);
    boolean idle = !before.running() || c.running();
    return new Preview(
        idle
            ? "leave container \"" + c.name() + "\" as it is"
            : "start container \"" + c.name() + "\" again",
        List.of("id " + c.shortId() + ", now " + c.shown()),
        List.of(ApprovedContainer.of(c).line()),
        0,
        Risk.LOW,
        Reversal.by("stops it again"),
        Duration.ofSeconds(2));
  }

  private static boolean stoppable(ContainerFacts c) {
    return c.running() || c.status() == ContainerFacts.Status.RESTARTING;
  }
}

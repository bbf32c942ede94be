package nightshift.bot.action.container;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.Lifecycle;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;

/** {@code container.start}: starts a stopped container. Undo stops it again. */
final class StartContainer implements ActionKind<StartContainer.Nothing> {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** It takes no arguments. */
  record Nothing() {}

  private final ContainerDoor door;

  StartContainer(ContainerDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "container.start";
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
    return "container";
  }

  @Override
  public Duration timeout(Nothing args) {
    return TIMEOUT.plus(Lifecycle.LONGEST_GRACE);
  }

  @Override
  public Preview preview(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    ContainerFacts c = door.look(ctx.target());
    String running = c.running() ? " (it runs already: nothing will change)" : "";
    return new Preview(
        "start container \"" + c.name() + "\"" + running,
        List.of("image " + c.image() + ", id " + c.shortId() + ", now " + c.shown()),
        List.of(ApprovedContainer.of(c).line()),
        0,
        floor(),
        Reversal.by("stops it again"),
        Duration.ofSeconds(2));
  }

  @Override
  public Optional<String> drift(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return door.drift(ctx);
  }

  @Override
  public String capture(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return Before.of(door.approved(ctx), 0).toJson();
  }

  @Override
  public ActionResult run(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    ContainerFacts c = door.approved(ctx);
    door.act(host -> host.lifecycle().start(c));
    return door.started("started", ctx.target());
  }

  @Override
  public ActionResult undo(Nothing args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    Before before = Before.read(captured);
    ContainerFacts c = door.again(before, ctx);
    if (before.running() || !c.running()) {
      return ActionResult.done("container \"" + c.name() + "\" is as it was: " + c.shown());
    }
    door.act(host -> host.lifecycle().stop(c, Optional.empty()));
    return ActionResult.done("stopped container \"" + c.name() + "\" again");
  }

  @Override
  public Preview previewUndo(Nothing args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    Before before = Before.read(captured);
    ContainerFacts c = door.again(before, ctx);
    boolean idle = before.running() || !c.running();
    return new Preview(
        idle
            ? "leave container \"" + c.name() + "\" as it is"
            : "stop container \"" + c.name() + "\" again",
        List.of("id " + c.shortId() + ", now " + c.shown()),
        List.of(ApprovedContainer.of(c).line()),
        0,
        Risk.MEDIUM,
        Reversal.by("starts it again"),
        Duration.ofSeconds(5));
  }
}

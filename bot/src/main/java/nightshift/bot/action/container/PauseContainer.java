package nightshift.bot.action.container;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.ContainerFacts.Status;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;

/**
 * {@code container.pause}: freezes a container's processes where they are. They keep their memory
 * and connections, and get no processor time. Undo lets them go on.
 */
final class PauseContainer implements ActionKind<PauseContainer.Nothing> {

  private final ContainerDoor door;

  /** It takes no arguments. */
  record Nothing() {}

  /** Which container, and whether it was frozen already. */
  record Before(String id, boolean paused) {}

  PauseContainer(ContainerDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "container.pause";
  }

  @Override
  public Class<Nothing> arguments() {
    return Nothing.class;
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
  public Duration timeout(Nothing args) {
    return Duration.ofSeconds(30);
  }

  @Override
  public Preview preview(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    ContainerFacts c = door.look(ctx.target());
    requireAlive(c);
    String idle = isPaused(c) ? " (it is paused already: nothing will change)" : "";
    return shown(
        "pause container \"" + c.name() + "\"" + idle,
        c,
        Reversal.by("lets its processes go on where they were"));
  }

  @Override
  public Optional<String> drift(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return door.drift(ctx);
  }

  @Override
  public String capture(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    ContainerFacts c = door.approved(ctx);
    return Noted.text(new Before(c.id(), isPaused(c)));
  }

  @Override
  public ActionResult run(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    ContainerFacts c = door.approved(ctx);
    requireAlive(c);
    if (isPaused(c)) {
      return ActionResult.done("container \"" + c.name() + "\" is paused already");
    }
    door.act(host -> host.lifecycle().pause(c));
    return ActionResult.done("paused container \"" + c.name() + "\"");
  }

  @Override
  public ActionResult undo(Nothing args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    Before before = Noted.read(Before.class, captured);
    ContainerFacts c = door.again(before.id(), ctx);
    if (before.paused() || !isPaused(c)) {
      return ActionResult.done("container \"" + c.name() + "\" is as it was: " + c.shown());
    }
    door.act(host -> host.lifecycle().unpause(c));
    return ActionResult.done("container \"" + c.name() + "\" goes on");
  }

  @Override
  public Preview previewUndo(Nothing args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    Before before = Noted.read(Before.class, captured);
    ContainerFacts c = door.again(before.id(), ctx);
    boolean idle = before.paused() || !isPaused(c);
    return shown(
        (idle ? "leave container \"%s\" as it is" : "let container \"%s\" go on")
            .formatted(c.name()),
        c,
        Reversal.by("pauses it again"));
  }

  private Preview shown(String sentence, ContainerFacts c, Reversal reversal) {
    return new Preview(
        sentence,
        List.of("image " + c.image() + ", id " + c.shortId() + ", now " + c.shown()),
        List.of(ApprovedContainer.of(c).line()),
        0,
        floor(),
        reversal,
        Duration.ofSeconds(1));
  }

  private static boolean isPaused(ContainerFacts c) {
    return c.status() == Status.PAUSED;
  }

  private static void requireAlive(ContainerFacts c) throws ActionException {
    if (!c.running()) {
      throw new ActionException(
          Effect.NONE,
          "pausing container \"%s\": it does not run (%s)".formatted(c.name(), c.shown()));
    }
  }
}

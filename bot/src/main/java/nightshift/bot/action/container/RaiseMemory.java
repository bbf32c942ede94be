package nightshift.bot.action.container;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightshift.bot.action.container.ApprovedContainer.Limits;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Bytes;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;

/**
 * {@code container.memory}: raises a container's memory limit, never lowers it. The new limit is
 * computed at the preview and approved in bytes. Undo puts the old limit back.
 */
final class RaiseMemory implements ActionKind<NewLimit> {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final ContainerDoor door;

  RaiseMemory(ContainerDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "container.memory";
  }

  @Override
  public Class<NewLimit> arguments() {
    return NewLimit.class;
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
  public Duration timeout(NewLimit args) {
    return TIMEOUT;
  }

  @Override
  public Preview preview(NewLimit args, ActionContext ctx)
      throws ActionException, InterruptedException {
    ContainerFacts c = door.look(ctx.target());
    long to = args.from(c.memoryLimit(), door.hostMemory(), c.name());
    return shown(c, to, "raise", Reversal.by("puts " + Bytes.shown(c.memoryLimit()) + " back"));
  }

  @Override
  public Optional<String> drift(NewLimit args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Optional<String> other = door.drift(ctx);
    return other.isPresent() ? other : moved(limits(ctx), door.look(ctx.target()));
  }

  @Override
  public String capture(NewLimit args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return Before.of(door.approved(ctx), limits(ctx).to()).toJson();
  }

  @Override
  public ActionResult run(NewLimit args, ActionContext ctx)
      throws ActionException, InterruptedException {
    ContainerFacts c = door.approved(ctx);
    Limits limits = limits(ctx);
    Optional<String> moved = moved(limits, c);
    if (moved.isPresent()) {
      throw new ActionException(Effect.NONE, moved.get() + "; nothing was touched");
    }
    door.act(host -> host.tuning().limitMemory(c, limits.to(), swap(c, limits.to())));
    return done("raised", c, limits.to());
  }

  @Override
  public ActionResult undo(NewLimit args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    Before before = Before.read(captured);
    ContainerFacts c = undoable(before, ctx);
    if (c.memoryLimit() == before.memory()) {
      return ActionResult.done(
          "the memory limit of container \"%s\" is %s, as it was"
              .formatted(c.name(), Bytes.shown(before.memory())));
    }
    door.act(host -> host.tuning().limitMemory(c, before.memory(), before.swap()));
    return done("put back", c, before.memory());
  }

  @Override
  public Preview previewUndo(NewLimit args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    Before before = Before.read(captured);
    ContainerFacts c = undoable(before, ctx);
    return shown(c, before.memory(), "put back", Reversal.by("raises it again"));
  }

  /** The container, unless somebody has set a third limit since: that one is not ours to undo. */
  private ContainerFacts undoable(Before before, ActionContext ctx)
      throws ActionException, InterruptedException {
    ContainerFacts c = door.again(before, ctx);
    if (c.memoryLimit() != before.memory() && c.memoryLimit() != before.planned()) {
      throw new ActionException(
          Effect.NONE,
          "the memory limit of container \"%s\" was set to %s since; it is left at that"
              .formatted(c.name(), Bytes.shown(c.memoryLimit())));
    }
    return c;
  }

  private Preview shown(ContainerFacts c, long to, String verb, Reversal reversal) {
    String change = "from " + Bytes.shown(c.memoryLimit()) + " to " + Bytes.shown(to);
    return new Preview(
        verb + " the memory limit of container \"" + c.name() + "\" " + change,
        List.of(
            "image " + c.image() + ", id " + c.shortId() + ", now " + c.shown(),
            "in bytes: %d, then %d".formatted(c.memoryLimit(), to)),
        List.of(ApprovedContainer.of(c, to).line()),
        0,
        floor(),
        reversal,
        Duration.ofSeconds(1));
  }

  private Limits limits(ActionContext ctx) throws ActionException {
    Optional<Limits> limits = door.approval(ctx).change().filter(l -> l.of().equals("memory"));
    if (limits.isEmpty()) {
      throw new ActionException(
          Effect.NONE,
          "no memory limit for container \"" + ctx.target().name() + "\" was approved");
    }
    return limits.get();
  }

  private static Optional<String> moved(Limits approved, ContainerFacts now) {
    return now.memoryLimit() == approved.from()
        ? Optional.empty()
        : Optional.of(
            "the memory limit of container \"%s\" was %s when this was approved and is %s now"
                .formatted(
                    now.name(), Bytes.shown(approved.from()), Bytes.shown(now.memoryLimit())));
  }

  /** Keeps the amount of swap: Docker counts memory and swap together. */
  private static long swap(ContainerFacts c, long to) {
    return c.memorySwap() <= 0 ? c.memorySwap() : to + (c.memorySwap() - c.memoryLimit());
  }

  private static ActionResult done(String verb, ContainerFacts before, long to) {
    return ActionResult.done(
        "%s the memory limit of container \"%s\": %s, was %s"
            .formatted(verb, before.name(), Bytes.shown(to), Bytes.shown(before.memoryLimit())));
  }
}

package nightshift.bot.action.container;

import java.time.Duration;
import java.util.Optional;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.DockerTrouble;
import nightshift.bot.host.docker.Images.Image;
import nightshift.bot.host.docker.Recreation;
import nightshift.bot.host.docker.Recreation.Drawing;
import nightshift.bot.host.docker.Recreation.Policy;
import nightshift.bot.host.docker.SetAside;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionResult;

/**
 * Replaces a container by a new one, and takes that back, in an order in which the old one is whole
 * at every moment.
 */
record Rebuilding(ContainerDoor door, ActionContext ctx) {

  /**
   * What undo needs.
   *
   * @param id of the old container
   * @param running whether it ran
   * @param policy how Docker restarted it
   * @param reference of the step, which is in the name that the old one gets
   */
  record Before(String id, boolean running, Policy policy, String reference) {}

  /** The beginning of an image's id or digest. */
  static String brief(String id) {
    int hash = id.indexOf("sha256:");
    return hash < 0 ? id : id.substring(0, Math.min(id.length(), hash + 19));
  }

  /** Sets the old one aside and makes the new one; on trouble the old one comes back at once. */
  ActionResult replace(ContainerFacts c, Image image, Duration grace)
      throws ActionException, InterruptedException {
    Policy policy = door.see(host -> host.recreation().policy(c));
    // Before anything is touched: a registry may be slow, or gone.
    String imageId = door.see(host -> here(host.recreation(), image));
    Drawing drawing = door.see(host -> host.recreation().draw(c, image, imageId, ctx.reference()));
    door.act(
        host -> host.recreation().setAside(c, SetAside.name(c.name(), ctx.reference()), grace));
    try {
      door.act(host -> host.recreation().start(c, host.recreation().make(drawing)));
    } catch (ActionException e) {
      throw takenBack(new Before(c.id(), c.running(), policy, ctx.reference()), e);
    }
    return door.started("recreated and started", ctx.target());
  }

  private static String here(Recreation r, Image image) throws DockerTrouble, InterruptedException {
    return image.isRemote() ? r.images().pull(image) : r.images().present(image.id()).id();
  }

  private ActionException takenBack(Before before, ActionException why)
      throws InterruptedException {
    if (why.effect() == Effect.UNKNOWN) {
      return why;
    }
    try {
      bringBack(before);
      return new ActionException(
          Effect.PARTIAL, why.getMessage() + "; the old container was brought back");
    } catch (ActionException further) {
      return new ActionException(
          Effect.PARTIAL,
          why.getMessage() + "; bringing the old container back: " + further.getMessage());
    }
  }

  /** Removes what the step made, if it did, and gives the old one its name and life back. */
  ActionResult bringBack(Before before) throws ActionException, InterruptedException {
    String name = ctx.target().name();
    Optional<String> now = door.see(host -> host.recreation().idOf(name));
    if (now.isEmpty() || !now.get().equals(before.id())) {
      requireOld(before, name);
      if (now.isPresent()) {
        String made = now.get();
        door.act(host -> host.recreation().removeMade(name, made, before.reference()));
      }
    }
    door.act(host -> host.recreation().bringBack(before.id(), name, before.policy()));
    ContainerFacts old = door.again(before.id(), ctx);
    if (before.running() && !old.running()) {
      door.act(host -> host.start(old));
      return door.started("brought back", ctx.target());
    }
    return ActionResult.done("container \"" + name + "\" is as it was: " + old.shown());
  }

  /** The old one must be there before the new one may go. */
  private void requireOld(Before before, String name) throws ActionException, InterruptedException {
    String aside = SetAside.name(name, before.reference());
    Optional<String> kept = door.see(host -> host.recreation().idOf(aside));
    if (kept.filter(before.id()::equals).isEmpty()) {
      throw new ActionException(
          Effect.NONE,
          "bringing container \"%s\" back: the old one, \"%s\", is gone; nothing was touched"
              .formatted(name, aside));
    }
  }
}

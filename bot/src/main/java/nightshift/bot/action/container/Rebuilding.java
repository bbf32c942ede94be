package nightshift.bot.action.container;

import java.time.Duration;
import java.util.Optional;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.DockerTrouble;
import nightshift.bot.host.docker.Images;
import nightshift.bot.host.docker.Images.Image;
import nightshift.bot.host.docker.Recreation;
import nightshift.bot.host.docker.Recreation.Drawing;
import nightshift.bot.host.docker.Recreation.Policy;
import nightshift.bot.host.docker.SetAside;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionResult;
import org.jspecify.annotations.Nullable;

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
   * @param moved the name that a pulled image is given; null when there is none
   */
  record Before(
      String id, boolean running, Policy policy, String reference, @Nullable MovedName moved) {}

  /**
   * An image's name on the engine's machine, which a pulled image is given.
   *
   * @param from the id of the image that it meant before
   * @param to the pulled image, by its digest
   */
  record MovedName(String name, String from, String to) {}

  /** The beginning of an image's id or digest. */
  static String brief(String id) {
    int hash = id.indexOf("sha256:");
    return hash < 0 ? id : id.substring(0, Math.min(id.length(), hash + 19));
  }

  /** How all is before anything is touched. */
  Before before(ContainerFacts c, Image image) throws ActionException, InterruptedException {
    return door.see(host -> {
      Recreation r = host.recreation();
      Optional<String> from = image.isRemote() ? r.images().idOf(image.name()) : Optional.empty();
      return new Before(
          c.id(),
          c.running(),
          r.policy(c),
          ctx.reference(),
          from.map(id -> new MovedName(image.name(), id, image.id())).orElse(null));
    });
  }

  /** Sets the old one aside and makes the new one; on trouble the old one comes back at once. */
  ActionResult replace(ContainerFacts c, Image image, Duration grace)
      throws ActionException, InterruptedException {
    Before before = before(c, image);
    // Before anything is touched: a registry may be slow, or gone.
    String imageId = door.see(host -> here(host.recreation().images(), image));
    Drawing drawing = door.see(host -> host.recreation().draw(c, image, imageId, ctx.reference()));
    door.act(
        host -> host.recreation().setAside(c, SetAside.name(c.name(), ctx.reference()), grace));
    try {
      if (image.isRemote()) {
        door.act(host -> host.recreation().images().name(imageId, image.name()));
      }
      door.act(host -> host.recreation().start(c, host.recreation().make(drawing)));
    } catch (ActionException e) {
      throw takenBack(before, e);
    }
    return door.started("recreated and started", ctx.target());
  }

  private static String here(Images images, Image image)
      throws DockerTrouble, InterruptedException {
    return image.isRemote() ? images.pull(image) : images.present(image.id()).id();
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
    ActionResult back = revived(before);
    giveNameBack(before);
    return back;
  }

  private ActionResult revived(Before before) throws ActionException, InterruptedException {
    ContainerFacts old = door.again(before.id(), ctx);
    if (before.running() && !old.running()) {
      door.act(host -> host.lifecycle().start(old));
      return door.started("brought back", ctx.target());
    }
    return ActionResult.done("container \"" + old.name() + "\" is as it was: " + old.shown());
  }

  /** Only if it still means what the step let it mean: somebody may have moved it since. */
  private void giveNameBack(Before before) throws ActionException, InterruptedException {
    MovedName moved = before.moved();
    if (moved == null) {
      return;
    }
    Optional<String> pulled = door.see(host -> host.recreation().images().idOf(moved.to()));
    Optional<String> now = door.see(host -> host.recreation().images().idOf(moved.name()));
    if (pulled.isPresent() && pulled.equals(now) && !moved.from().equals(now.get())) {
      door.act(host -> host.recreation().images().name(moved.from(), moved.name()));
    }
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

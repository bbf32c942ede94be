package nightshift.bot.action.container;

import java.time.Duration;
import java.util.Optional;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.DockerTrouble;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Durations;
import nightshift.engine.diagnosis.Target;

/**
 * What every container action goes through: it gets a container only if that is allowed, and for a
 * deed only if it is the very one that was approved.
 */
final class ContainerDoor {

  private final DockerHost host;

  ContainerDoor(DockerHost host) {
    this.host = host;
  }

  /** A deed, sent to the engine. */
  @FunctionalInterface
  interface Deed {
    void on(DockerHost host) throws DockerTrouble, InterruptedException;
  }

  /** The container as it is now. */
  ContainerFacts look(Target target) throws ActionException, InterruptedException {
    if (!target.kind().equals("container")) {
      throw new ActionException(Effect.NONE, "acting on " + target + ": this is no container");
    }
    ContainerFacts now = see(h -> h.inspect(target.name()));
    if (host.isOwn(now)) {
      throw new ActionException(
          Effect.NONE,
          "acting on container \"%s\": Nightshift itself runs in it, so this is left to people"
              .formatted(now.name()));
    }
    return now;
  }

  /** The container as it is now, if it is the one that was approved; nothing is touched if not. */
  ContainerFacts approved(ActionContext ctx) throws ActionException, InterruptedException {
    ApprovedContainer approved = approval(ctx);
    ContainerFacts now = look(ctx.target());
    Optional<String> other = otherThan(approved.id(), now);
    if (other.isPresent()) {
      throw new ActionException(Effect.NONE, other.get() + "; nothing was touched");
    }
    return now;
  }

  /** The container of an undo, if it is still the one that was acted on. */
  ContainerFacts again(Before before, ActionContext ctx)
      throws ActionException, InterruptedException {
    return again(before.id(), ctx);
  }

  /** The same, by its id. */
  ContainerFacts again(String id, ActionContext ctx) throws ActionException, InterruptedException {
    ContainerFacts now = look(ctx.target());
    Optional<String> other = otherThan(id, now);
    if (other.isPresent()) {
      throw new ActionException(Effect.NONE, other.get() + "; there is nothing to put back");
    }
    return now;
  }

  /** The line of the manifest that is about this target. */
  ApprovedContainer approval(ActionContext ctx) throws ActionException {
    for (String line : ctx.objects()) {
      Optional<ApprovedContainer> read = ApprovedContainer.read(line);
      if (read.isPresent() && read.get().name().equals(ctx.target().name())) {
        return read.get();
      }
    }
    throw new ActionException(
        Effect.NONE,
        "container \"" + ctx.target().name() + "\" is not what was approved; nothing was touched");
  }

  /** Says how the container is another one than was approved. */
  Optional<String> drift(ActionContext ctx) throws ActionException, InterruptedException {
    ApprovedContainer approved = approval(ctx);
    try {
      return otherThan(approved.id(), host.inspect(ctx.target().name()));
    } catch (DockerTrouble e) {
      return switch (e.kind()) {
        case NO_SUCH_CONTAINER ->
            Optional.of("container \"" + ctx.target().name() + "\" is gone since the approval");
        case NOT_ALLOWED -> Optional.of(String.valueOf(e.getMessage()));
        case UNREACHABLE, REFUSED, NO_ANSWER -> throw e.refusal();
      };
    }
  }

  /** Sends a deed. Where the answer is missing, the effect is unknown, and said to be. */
  void act(Deed deed) throws ActionException, InterruptedException {
    try {
      deed.on(host);
    } catch (DockerTrouble e) {
      Effect effect = e.kind() == DockerTrouble.Kind.NO_ANSWER ? Effect.UNKNOWN : Effect.NONE;
      throw new ActionException(effect, String.valueOf(e.getMessage()));
    }
  }

  /** A look, sent to the engine. */
  @FunctionalInterface
  interface Look<T> {
    T on(DockerHost host) throws DockerTrouble, InterruptedException;
  }

  /** The memory of the engine's machine in bytes. */
  long hostMemory() throws ActionException, InterruptedException {
    return see(DockerHost::memory);
  }

  /** Looks; nothing is touched when that does not work. */
  <T> T see(Look<T> look) throws ActionException, InterruptedException {
    try {
      return look.on(host);
    } catch (DockerTrouble e) {
      throw e.refusal();
    }
  }

  /**
   * How it is after it was started. Docker answers a start once the process runs, so one look tells
   * whether it ended again at once; whether it stays up is for verification to say.
   */
  ActionResult started(String did, Target target) throws ActionException, InterruptedException {
    ContainerFacts now;
    try {
      now = host.inspect(target.name());
    } catch (DockerTrouble e) {
      throw new ActionException(Effect.PARTIAL, did + ", and then: " + e.getMessage());
    }
    String quoted = did + " container \"" + now.name() + "\"";
    if (now.running() || now.exitCode() == 0) {
      return ActionResult.done(quoted + ": " + now.shown());
    }
    return new ActionResult(
        false, quoted + ", but it ended again at once: " + now.shown(), "", now.exitCode());
  }

  /** How long it gets to end by itself, for people. */
  static String patience(Optional<Duration> grace) {
    return "it gets "
        + grace.map(Durations::shown).orElse("its own stop time (10 s unless set otherwise)")
        + " to end by itself, then it is killed";
  }

  private static Optional<String> otherThan(String id, ContainerFacts now) {
    return now.id().equals(id)
        ? Optional.empty()
        : Optional.of(
            "container \"%s\" was recreated: %s was approved, %s is there now"
                .formatted(now.name(), id.substring(0, 12), now.shortId()));
  }
}

package nightshift.bot.action.container;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.Images.Image;
import nightshift.bot.host.docker.Lifecycle;
import nightshift.bot.host.docker.SetAside;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Durations;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;

/**
 * {@code container.recreate}: makes a container anew with the settings that it has, from the same
 * image, a pinned one, or the registry's newest, and starts it. The old one stays, stopped, under
 * another name; undo brings it back. What was written inside the container and not to a volume
 * stays with it.
 */
final class RecreateContainer implements ActionKind<RecreateContainer.Args> {

  private static final Duration GRACE = Lifecycle.LONGEST_GRACE;
  private static final String IMAGE = "image ";

  private final ContainerDoor door;
  private final Duration retention;

  /**
   * @param image another image than now, by name and tag or digest; empty for the same
   * @param pull whether to fetch what the registry has under that name; default false
   * @param grace how long it may take to end; default 10 s
   */
  record Args(Optional<String> image, Optional<Boolean> pull, Optional<Duration> grace) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][A-Za-z0-9_.:/@-]{0,254}");

    Args {
      if (image.isPresent()
          && (!NAME.matcher(image.get()).matches() || image.get().contains(".."))) {
        throw new IllegalArgumentException("argument \"image\" must be an image such as web:1.2");
      }
      if (grace.isPresent() && (grace.get().isNegative() || grace.get().compareTo(GRACE) > 0)) {
        throw new IllegalArgumentException("argument \"grace\" must be between 0s and 1m");
      }
    }

    boolean pulls() {
      return pull.orElse(false);
    }

    Duration patience() {
      return grace.orElse(Duration.ofSeconds(10));
    }
  }

  /**
   * @param retention how long the old container is kept
   */
  RecreateContainer(ContainerDoor door, Duration retention) {
    this.door = door;
    this.retention = retention;
  }

  @Override
  public String name() {
    return "container.recreate";
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
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
  public Duration timeout(Args args) {
    return args.pulls() ? Duration.ofMinutes(15) : Duration.ofMinutes(4);
  }

  @Override
  public Preview preview(Args args, ActionContext ctx)
      throws ActionException, InterruptedException {
    ContainerFacts c = door.look(ctx.target());
    door.see(host -> host.recreation().policy(c));
    Image now = door.see(host -> host.recreation().images().image(c));
    Image next = chosen(args, c, now);
    boolean same =
        door.see(host -> host.recreation().images().idOf(next.id()))
            .filter(now.id()::equals)
            .isPresent();
    return new Preview(
        "recreate container \"%s\" from %s and start it"
            .formatted(c.name(), same ? "the same image" : "image " + next.name()),
        details(c, now, next, same),
        List.of(ApprovedContainer.of(c).line(), IMAGE + next.id() + " " + next.name()),
        0,
        floor(),
        Reversal.by("removes the new container and brings the old one back"),
        Duration.ofSeconds(next.isRemote() ? 60 : 10));
  }

  private Image chosen(Args args, ContainerFacts c, Image now)
      throws ActionException, InterruptedException {
    if (!args.pulls()) {
      return args.image().isEmpty()
          ? now
          : door.see(host -> host.recreation().images().present(args.image().get()));
    }
    String name =
        args.image().isPresent()
            ? args.image().get()
            : door.see(host -> host.recreation().images().askedFor(c));
    if (name.startsWith("sha256:")) {
      throw new ActionException(
          Effect.NONE, "asking a registry for the image: it has no name here; say \"image\"");
    }
    return door.see(host -> host.recreation().images().remote(name));
  }

  private List<String> details(ContainerFacts c, Image now, Image next, boolean same) {
    List<String> lines = new ArrayList<>();
    lines.add("id " + c.shortId() + ", now " + c.shown());
    lines.add("image now " + now.name() + ", " + Rebuilding.brief(now.id()));
    lines.add(then(next, same));
    lines.add(
        "the old one is kept for %s, stopped, as \"%s…\"; what was written inside it and not to a volume stays with it"
            .formatted(Durations.shown(retention), SetAside.name(c.name(), "")));
    return lines;
  }

  private static String then(Image next, boolean same) {
    String id = Rebuilding.brief(next.id());
    if (!next.isRemote()) {
      return "image then " + next.name() + ", " + id;
    }
    return same
        ? "the registry has no other one: " + id
        : "pulls " + id + ", which is called " + next.name() + " on this engine from then on";
  }

  @Override
  public Optional<String> drift(Args args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Optional<String> other = door.drift(ctx);
    return other.isPresent() ? other : otherImage(approvedImage(ctx));
  }

  /** Says how the image's name means another image than was approved. */
  private Optional<String> otherImage(Image approved) throws ActionException, InterruptedException {
    Optional<String> now = door.see(host -> host.recreation().images().meaning(approved));
    if (now.isPresent() && now.get().equals(approved.id())) {
      return Optional.empty();
    }
    return Optional.of(
        "image \"%s\" is another one now: %s was approved, %s"
            .formatted(
                approved.name(),
                Rebuilding.brief(approved.id()),
                now.map(id -> Rebuilding.brief(id) + " has that name now")
                    .orElse("none has that name now")));
  }

  @Override
  public String capture(Args args, ActionContext ctx) throws ActionException, InterruptedException {
    return Noted.text(new Rebuilding(door, ctx).before(door.approved(ctx), approvedImage(ctx)));
  }

  @Override
  public ActionResult run(Args args, ActionContext ctx)
      throws ActionException, InterruptedException {
    ContainerFacts c = door.approved(ctx);
    Image image = approvedImage(ctx);
    if (!image.isRemote()) {
      Optional<String> other = otherImage(image);
      if (other.isPresent()) {
        throw new ActionException(Effect.NONE, other.get() + "; nothing was touched");
      }
    }
    return new Rebuilding(door, ctx).replace(c, image, args.patience());
  }

  @Override
  public ActionResult undo(Args args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    return new Rebuilding(door, ctx).bringBack(Noted.read(Rebuilding.Before.class, captured));
  }

  @Override
  public Preview previewUndo(Args args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    Rebuilding.Before before = Noted.read(Rebuilding.Before.class, captured);
    String name = ctx.target().name();
    String aside = SetAside.name(name, before.reference());
    List<String> details = new ArrayList<>();
    details.add(
        "the old one has id "
            + before.id().substring(0, 12)
            + " and is called \""
            + aside
            + "\" until then");
    details.add("what was written inside the new one and not to a volume is lost");
    if (before.moved() != null) {
      details.add(before.moved().name() + " is again " + Rebuilding.brief(before.moved().from()));
    }
    return new Preview(
        "remove the new container \"%s\" and bring back the old one".formatted(name),
        details,
        List.of("container " + before.id() + " " + name),
        0,
        floor(),
        Reversal.none("the new container is removed; recreate it again"),
        Duration.ofSeconds(5));
  }

  private static Image approvedImage(ActionContext ctx) throws ActionException {
    for (String line : ctx.objects()) {
      String[] words = line.split(" ");
      if (line.startsWith(IMAGE) && words.length == 3) {
        return new Image(words[2], words[1]);
      }
    }
    throw new ActionException(
        Effect.NONE,
        "no image for container \"" + ctx.target().name() + "\" was approved; nothing was touched");
  }
}

package nightshift.bot.action.disk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.DockerTrouble;
import nightshift.bot.host.docker.Stock;
import nightshift.bot.host.docker.Thing;
import nightshift.bot.host.files.Place;
import nightshift.bot.host.files.RawPath;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Target;

/**
 * {@code docker.prune}: removes what nothing uses from one Docker Engine: exactly the things that
 * were listed and approved, one by one by id. What came later, or came into use, is left alone.
 */
final class PruneDocker implements ActionKind<PruneDocker.Args> {

  private static final int MOST = 500;
  private static final Set<Thing.Kind> LISTABLE =
      EnumSet.complementOf(EnumSet.of(Thing.Kind.VOLUME));

  private final DockerHost host;
  private final Quarantine quarantine;

  /**
   * @param what {@code containers}, {@code images}, {@code build-cache}, {@code networks}
   * @param volumes by their whole names, none by default
   * @param olderThan only what was made, or for build cache last used, so long ago
   */
  record Args(
      Optional<List<String>> what, Optional<List<String>> volumes, Optional<Duration> olderThan) {
    Args {
      for (String word : what.orElse(List.of())) {
        if (kind(word).isEmpty()) {
          throw new IllegalArgumentException(
              "argument \"what\" must list containers, images, build-cache or networks, not \""
                  + nightshift.engine.alert.Text.line(word, 60)
                  + "\"; volumes are named one by one under \"volumes\"");
        }
      }
      if (what.orElse(List.of()).isEmpty() && volumes.orElse(List.of()).isEmpty()) {
        throw new IllegalArgumentException("give \"what\" or \"volumes\", or both");
      }
    }

    Set<Thing.Kind> kinds() {
      Set<Thing.Kind> kinds = EnumSet.noneOf(Thing.Kind.class);
      what.orElse(List.of()).forEach(w -> kind(w).ifPresent(kinds::add));
      if (!volumes.orElse(List.of()).isEmpty()) {
        kinds.add(Thing.Kind.VOLUME);
      }
      return kinds;
    }

    boolean means(Thing t, long now) {
      boolean named = t.kind() != Thing.Kind.VOLUME || volumes.orElse(List.of()).contains(t.id());
      // Without an age, clocks that differ must not matter.
      return named && (olderThan.isEmpty() || t.since() <= now - olderThan.get().toSeconds());
    }

    private static Optional<Thing.Kind> kind(String word) {
      String one = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
      return LISTABLE.stream().filter(k -> k.word().equals(one.toLowerCase(Locale.ROOT))).findAny();
    }
  }

  PruneDocker(DockerHost host, Quarantine quarantine) {
    this.host = host;
    this.quarantine = quarantine;
  }

  @Override
  public String name() {
    return "docker.prune";
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public Risk floor() {
    return Risk.LOW;
  }

  @Override
  public String targetKind() {
    return "*";
  }

  @Override
  public Duration timeout(Args args) {
    return Duration.ofHours(1);
  }

  @Override
  public Preview preview(Args args, ActionContext ctx)
      throws ActionException, InterruptedException {
    requireOurs(ctx.target());
    Stock stock = host.stock();
    for (Thing.Kind kind : args.kinds()) {
      if (!stock.isAnyAllowed(kind)) {
        String key = kind == Thing.Kind.CONTAINER ? "docker.containers" : "docker.prune";
        throw refused("no %s is allowed; name some under %s".formatted(kind.word(), key));
      }
    }
    try {
      List<Thing> things =
          stock.unused(args.kinds()).stream()
              .filter(t -> args.means(t, ctx.now().getEpochSecond()))
              .toList();
      if (things.isEmpty()) {
        throw refused("there is nothing that is unused and allowed to be removed");
      }
      List<Thing> some = things.subList(0, Math.min(MOST, things.size()));
      long bytes = Thing.bytes(images(some));
      Room room =
          images(some).isEmpty() ? new Room.None("there are no images") : room(stock, bytes);
      return words(stock.engine(), some, room).preview();
    } catch (DockerTrouble e) {
      throw e.refusal();
    }
  }

  private PruneWords words(String engine, List<Thing> things, Room room) {
    return switch (room) {
      case Room.Free free ->
          new PruneWords(
              engine, things, Optional.of(free.quarantine()), "", quarantine.retention());
      case Room.None none ->
          new PruneWords(engine, things, Optional.empty(), none.why(), quarantine.retention());
    };
  }

  @Override
  public Optional<String> drift(Args args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return changed(Pruning.of(ctx.objects()));
  }

  private Optional<String> changed(Pruning pruning) throws ActionException, InterruptedException {
    Optional<String> other = pruning.otherThan(host.stock());
    if (other.isPresent() || pruning.keep().isEmpty()) {
      return other;
    }
    return room(host, pruning) instanceof Room.None none
        ? Optional.of("the images cannot be saved any more: " + none.why())
        : Optional.empty();
  }

  @Override
  public String capture(Args args, ActionContext ctx) throws ActionException {
    Pruning pruning = Pruning.of(ctx.objects());
    if (pruning.keep().isEmpty()) {
      return "";
    }
    Path shelf = pruning.keep().get().resolve(ctx.reference());
    long until = ctx.now().plus(quarantine.retention()).getEpochSecond();
    List<String> images = images(pruning.things()).stream().map(Thing::line).toList();
    return new KeptImages.Note(RawPath.escaped(shelf), images, until).json();
  }

  @Override
  public ActionResult run(Args args, ActionContext ctx)
      throws ActionException, InterruptedException {
    requireOurs(ctx.target());
    Pruning pruning = Pruning.of(ctx.objects());
    Optional<String> changed = changed(pruning);
    if (changed.isPresent()) {
      throw refused(changed.get());
    }
    return pruning.run(host.stock(), ctx);
  }

  @Override
  public Preview previewUndo(Args args, String captured, ActionContext ctx) throws ActionException {
    return new LoadBack(note(captured), ctx, quarantine).preview();
  }

  @Override
  public ActionResult undo(Args args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    return new LoadBack(note(captured), ctx, quarantine).run(host.stock());
  }

  private static KeptImages.Note note(String captured) throws ActionException {
    return KeptImages.Note.parse(captured)
        .orElseThrow(() -> refused("what was removed was not saved, which has no undo"));
  }

  private Room room(DockerHost docker, Pruning pruning)
      throws ActionException, InterruptedException {
    try {
      return pruning.keep().equals(quarantine.folder())
          ? room(docker.stock(), Thing.bytes(images(pruning.things())))
          : new Room.None("the configured quarantine is another one than was approved");
    } catch (DockerTrouble e) {
      throw e.refusal();
    }
  }

  /** Room in the quarantine, on another disk than the engine's: else saving would free nothing. */
  private Room room(Stock stock, long bytes) throws DockerTrouble, InterruptedException {
    Optional<String> folder = stock.folder();
    if (folder.isEmpty()) {
      return new Room.None("the engine is on another machine than the quarantine");
    }
    try {
      Room room =
          Room.find(
              quarantine.folder(), Place.of(new Target("disk", folder.get()), Map.of()), bytes);
      // A tar is written anew, also beside the engine's own files.
      return room instanceof Room.Free free && free.rename()
          ? new Room.None("the quarantine is on the engine's own disk, so saving frees nothing")
          : room;
    } catch (ProbeException | IllegalArgumentException e) {
      return new Room.None(String.valueOf(e.getMessage()));
    }
  }

  private static List<Thing> images(List<Thing> things) {
    List<Thing> images = new ArrayList<>();
    things.stream().filter(t -> t.kind() == Thing.Kind.IMAGE).forEach(images::add);
    return images;
  }

  /** By now a target is called as on the engine's machine; else nobody knew that machine. */
  private static void requireOurs(Target target) throws ActionException {
    if (target.name().startsWith("//")) {
      throw refused("the configuration has no Docker Engine where " + target + " is");
    }
  }

  private static ActionException refused(String why) {
    return new ActionException(Effect.NONE, "removing unused things from Docker: " + why);
  }
}

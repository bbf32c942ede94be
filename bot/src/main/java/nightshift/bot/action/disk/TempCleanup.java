package nightshift.bot.action.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nightshift.bot.action.disk.Rounds.StoppedException;
import nightshift.bot.host.files.OpenFiles;
import nightshift.bot.host.files.Place;
import nightshift.bot.host.files.RawPath;
import nightshift.bot.host.files.Trouble;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Arguments.Size;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Target;

/**
 * Frees a disk of old files by moving them into a quarantine elsewhere; where there is no room for
 * that, by deleting them, which says so and is of high risk. Only regular files with one name are
 * touched, below allowed folders, on the disk itself; links are neither followed nor removed.
 */
final class TempCleanup implements ActionKind<TempCleanup.Args> {

  private static final Duration TIMEOUT = Duration.ofMinutes(30);
  private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final Roots roots;
  private final Map<Path, Long> quotas;
  private final Quarantine quarantine;
  private final InstantSource clock;
  private final Checkpoint checkpoint;

  /**
   * @param paths absolute folders, at most 16
   * @param olderThan a file must be unmodified for so long; at least an hour
   * @param minSize a file must be so large; empty for any
   */
  record Args(List<String> paths, Duration olderThan, Optional<Size> minSize) {
    Args {
      if (paths.isEmpty() || paths.size() > 16) {
        throw new IllegalArgumentException("argument \"paths\" must name 1 to 16 folders");
      }
      if (olderThan.compareTo(Duration.ofHours(1)) < 0) {
        throw new IllegalArgumentException("argument \"older_than\" must be at least 1h");
      }
      paths = List.copyOf(paths);
    }
  }

  TempCleanup(
      Roots roots,
      Map<Path, Long> quotas,
      Quarantine quarantine,
      InstantSource clock,
      Checkpoint checkpoint) {
    this.roots = roots;
    this.quotas = Map.copyOf(quotas);
    this.quarantine = quarantine;
    this.clock = clock;
    this.checkpoint = checkpoint;
  }

  @Override
  public String name() {
    return "temp.cleanup";
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
    return "disk";
  }

  @Override
  public Duration timeout(Args args) {
    return TIMEOUT;
  }

  @Override
  public Preview preview(Args args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Place place = place(ctx.target());
    List<Path> folders = roots.folders(args.paths(), place);
    Selection.Wanted wanted =
        new Selection.Wanted(
            ctx.now().minus(args.olderThan()), args.minSize().map(Size::bytes).orElse(0L));
    Set<Path> without = quarantine.folder().map(Set::of).orElse(Set.of());
    try {
      Selection found = Selection.below(folders, wanted, without, clock);
      Room room = Room.find(quarantine.folder(), place, Picked.bytes(found.files()));
      return new CleanupWords(args, folders, quarantine.retention()).preview(found, room);
    } catch (IOException e) {
      throw refused(ctx, "looking for old files on ", Trouble.of(e));
    }
  }

  @Override
  public Optional<String> drift(Args args, ActionContext ctx) throws ActionException {
    Approved approved = Approved.of(ctx.objects());
    if (approved.quarantine().isEmpty()) {
      return Optional.empty();
    }
    return switch (room(approved, place(ctx.target()))) {
      case Room.Free _ -> Optional.empty();
      case Room.None none -> Optional.of("the files cannot be moved any more: " + none.why());
    };
  }

  @Override
  public String capture(Args args, ActionContext ctx) throws ActionException {
    Approved approved = Approved.of(ctx.objects());
    if (approved.quarantine().isEmpty()) {
      return "";
    }
    try {
      Path shelf = approved.quarantine().get().resolve(reference(ctx));
      long until = ctx.now().plus(quarantine.retention()).getEpochSecond();
      return new Captured(RawPath.escaped(shelf), PutBack.device(shelf), until).json();
    } catch (IOException e) {
      throw refused(ctx, "looking at the quarantine for ", Trouble.of(e));
    }
  }

  @Override
  public ActionResult run(Args args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Approved approved = Approved.of(ctx.objects());
    for (Picked f : approved.files()) {
      if (!roots.contain(f.path())) {
        throw refused(
            ctx, "cleaning up ", RawPath.shown(f.path()) + " is not below an allowed folder");
      }
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Tally tally = new Tally(approved.files().size());
    boolean moves = approved.quarantine().isPresent();
    String doing = (moves ? "moving old files off " : "deleting old files on ") + ctx.target();
    try {
      Rounds.through(
          approved.files(),
          tally,
          moves ? shelving(approved, ctx, tally) : new Deleting(OpenFiles.now(), tally));
    } catch (StoppedException e) {
      throw Outcomes.broken(doing, tally, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw Outcomes.broken(doing, tally, Trouble.of(e));
    }
    return Outcomes.of(doing, moves ? "moved " : "deleted ", tally);
  }

  private Rounds.Work shelving(Approved approved, ActionContext ctx, Tally tally)
      throws ActionException, IOException, InterruptedException {
    Room room = room(approved, place(ctx.target()));
    if (!(room instanceof Room.Free free)) {
      throw refused(ctx, "moving old files off ", ((Room.None) room).why());
    }
    Shelf.Header header =
        new Shelf.Header(
            reference(ctx),
            ctx.now().getEpochSecond(),
            ctx.target().toString(),
            Picked.bytes(approved.files()));
    Shelf shelf = Shelf.create(free.quarantine(), header, approved.files());
    return new Shelving(shelf, free.rename(), OpenFiles.now(), tally, checkpoint);
  }

  @Override
  public Preview previewUndo(Args args, String captured, ActionContext ctx) throws ActionException {
    return putBack(captured, ctx).preview();
  }

  @Override
  public ActionResult undo(Args args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    return putBack(captured, ctx).run();
  }

  private PutBack putBack(String captured, ActionContext ctx) throws ActionException {
    Captured c =
        Captured.parse(captured)
            .orElseThrow(() ->
                refused(ctx, "putting files back on ", "they were deleted, which has no undo"));
    return new PutBack(c, ctx, quarantine, checkpoint);
  }

  /** Room in the very quarantine that was approved. */
  private Room room(Approved approved, Place place) {
    return approved.quarantine().equals(quarantine.folder())
        ? Room.find(approved.quarantine(), place, Picked.bytes(approved.files()))
        : new Room.None("the configured quarantine is another one than was approved");
  }

  private Place place(Target target) throws ActionException {
    try {
      return Place.of(target, quotas);
    } catch (ProbeException e) {
      throw new ActionException(Effect.NONE, String.valueOf(e.getMessage()));
    }
  }

  private static String reference(ActionContext ctx) throws ActionException {
    if (!REFERENCE.matcher(ctx.reference()).matches()) {
      throw refused(ctx, "naming the quarantine's folder for ", "the step has no plain name");
    }
    return ctx.reference();
  }

  private static ActionException refused(ActionContext ctx, String doing, String why) {
    return new ActionException(Effect.NONE, doing + ctx.target() + ": " + why);
  }
}

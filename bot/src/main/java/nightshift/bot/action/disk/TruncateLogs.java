package nightshift.bot.action.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nightshift.bot.host.files.Place;
import nightshift.bot.host.files.RawPath;
import nightshift.bot.host.files.Trouble;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Arguments.Size;
import nightshift.engine.action.Bytes;
import nightshift.engine.action.Durations;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.ProbeException;

/**
 * {@code log.truncate}: moves rotated copies of logs into the quarantine, then empties large live
 * logs in place, their content kept there too. Where the quarantine has no room, both are lost for
 * good, which says so and is of high risk. Only on this machine, below allowed folders.
 */
final class TruncateLogs implements ActionKind<TruncateLogs.Args> {

  private final Roots roots;
  private final Map<Path, Long> quotas;
  private final Quarantine quarantine;
  private final InstantSource clock;

  /**
   * @param paths absolute folders, at most 16
   * @param largerThan live logs of more than this are emptied
   */
  record Args(List<String> paths, Size largerThan) {
    Args {
      if (paths.isEmpty() || paths.size() > 16) {
        throw new IllegalArgumentException("argument \"paths\" must name 1 to 16 folders");
      }
      paths = List.copyOf(paths);
    }
  }

  TruncateLogs(
      List<Path> allowed, Map<Path, Long> quotas, Quarantine quarantine, InstantSource clock) {
    this.roots = new Roots(allowed, "disk.logs");
    this.quotas = Map.copyOf(quotas);
    this.quarantine = quarantine;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "log.truncate";
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
    return Duration.ofMinutes(30);
  }

  @Override
  public Preview preview(Args args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Place place = place(ctx);
    List<Path> folders = roots.folders(args.paths(), place);
    Set<Path> without = quarantine.folder().map(Set::of).orElse(Set.of());
    try {
      LogsFound found = LogsFound.below(folders, args.largerThan().bytes(), without, clock);
      if (found.rotated().isEmpty() && found.live().isEmpty()) {
        throw refused(
            ctx,
            "there is no rotated copy, and no live log of more than "
                + Bytes.shown(args.largerThan().bytes()));
      }
      return preview(found, Room.find(quarantine.folder(), place, found.bytes()));
    } catch (IOException e) {
      throw refused(ctx, Trouble.of(e));
    }
  }

  private Preview preview(LogsFound found, Room room) {
    List<String> details = new ArrayList<>();
    found.live().stream()
        .limit(10)
        .forEach(l -> details.add(Bytes.shown(l.size()) + "  empty " + RawPath.shown(l.path())));
    found.rotated().stream()
        .limit(10)
        .forEach(f ->
            details.add(
                Bytes.shown(f.identity().size()) + "  take away " + RawPath.shown(f.path())));
    if (!found.live().isEmpty()) {
      details.add("lines written in the instant of the cut may be lost");
    }
    details.addAll(found.notes());
    Optional<Path> keep =
        room instanceof Room.Free free ? Optional.of(free.quarantine()) : Optional.empty();
    return new Preview(
        "%s %d rotated and empty %d live logs (%s)%s"
            .formatted(
                keep.isPresent() ? "move away" : "delete",
                found.rotated().size(),
                found.live().size(),
                Bytes.shown(found.bytes()),
                keep.map(q -> ", kept in the quarantine " + RawPath.shown(q)).orElse(" for good")),
        details,
        new CutLogs(keep, found.rotated(), found.live()).objects(),
        found.bytes(),
        keep.isPresent() ? Risk.MEDIUM : Risk.HIGH,
        reversal(room),
        Duration.ofSeconds(2 + found.bytes() / (50L << 20)));
  }

  private Reversal reversal(Room room) {
    return switch (room) {
      case Room.Free _ ->
          Reversal.by(
              "puts everything back, in front of what was written since; kept for "
                  + Durations.shown(quarantine.retention()));
      case Room.None none -> Reversal.none("the lines cannot be brought back; " + none.why());
    };
  }

  @Override
  public Optional<String> drift(Args args, ActionContext ctx) throws ActionException {
    CutLogs cut = CutLogs.of(ctx.objects());
    return cut.keep().isPresent() && room(cut, place(ctx)) instanceof Room.None none
        ? Optional.of("the logs cannot be kept any more: " + none.why())
        : Optional.empty();
  }

  @Override
  public String capture(Args args, ActionContext ctx) throws ActionException {
    CutLogs cut = CutLogs.of(ctx.objects());
    if (cut.keep().isEmpty()) {
      return "";
    }
    try {
      Path shelf = cut.keep().get().resolve(ctx.reference());
      long until = ctx.now().plus(quarantine.retention()).getEpochSecond();
      return new Captured(RawPath.escaped(shelf), PutBack.device(shelf), until).json();
    } catch (IOException e) {
      throw refused(ctx, Trouble.of(e));
    }
  }

  @Override
  public ActionResult run(Args args, ActionContext ctx)
      throws ActionException, InterruptedException {
    CutLogs cut = CutLogs.of(ctx.objects());
    for (Path path : cut.paths()) {
      if (!roots.contain(path)) {
        throw refused(ctx, RawPath.shown(path) + " is not below an allowed folder");
      }
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    boolean rename = false;
    if (cut.keep().isPresent()) {
      switch (room(cut, place(ctx))) {
        case Room.Free free -> rename = free.rename();
        case Room.None none -> throw refused(ctx, none.why());
      }
    }
    return cut.run(ctx, rename);
  }

  @Override
  public Preview previewUndo(Args args, String captured, ActionContext ctx) throws ActionException {
    return back(captured, ctx).preview();
  }

  @Override
  public ActionResult undo(Args args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    return back(captured, ctx).run();
  }

  private LogsBack back(String captured, ActionContext ctx) throws ActionException {
    Captured c =
        Captured.parse(captured)
            .orElseThrow(() -> refused(ctx, "they were not kept, which has no undo"));
    return new LogsBack(new PutBack(c, ctx, quarantine, Checkpoint.NONE), ctx);
  }

  private Room room(CutLogs cut, Place place) {
    return cut.keep().equals(quarantine.folder())
        ? Room.find(cut.keep(), place, cut.bytes())
        : new Room.None("the configured quarantine is another one than was approved");
  }

  private Place place(ActionContext ctx) throws ActionException {
    try {
      return Place.of(ctx.target(), quotas);
    } catch (ProbeException e) {
      throw new ActionException(Effect.NONE, String.valueOf(e.getMessage()));
    }
  }

  private static ActionException refused(ActionContext ctx, String why) {
    return new ActionException(Effect.NONE, "cutting logs on " + ctx.target() + ": " + why);
  }
}

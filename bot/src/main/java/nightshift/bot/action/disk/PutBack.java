package nightshift.bot.action.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nightshift.bot.action.disk.Rounds.StoppedException;
import nightshift.bot.host.files.FileStat;
import nightshift.bot.host.files.RawPath;
import nightshift.bot.host.files.Trouble;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Bytes;
import nightshift.engine.action.Durations;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;

/** The undo of a clean-up: from the shelf back to where everything was. */
record PutBack(Captured captured, ActionContext ctx, Quarantine quarantine, Checkpoint checkpoint) {

  private static final int SHOWN = 10;

  /** What it would do; only looks. */
  Preview preview() throws ActionException {
    Optional<Shelf> shelf = shelf();
    if (shelf.isEmpty()) {
      throw refused("nothing was moved to " + shown());
    }
    List<Picked> here = kept(shelf.get());
    long bytes = Picked.bytes(here);
    return new Preview(
        String.format(
            Locale.ROOT,
            "put %,d %s (%s) from the quarantine %s back where they were",
            here.size(),
            here.size() == 1 ? "file" : "files",
            Bytes.shown(bytes),
            shown()),
        details(here),
        here.stream().map(Picked::line).toList(),
        bytes,
        Risk.LOW,
        Reversal.none("clean up again to take them away again"),
        Duration.ofSeconds(1 + bytes / (50L << 20) + here.size() / 500));
  }

  private static List<String> details(List<Picked> here) {
    List<String> lines = new ArrayList<>();
    here.stream()
        .limit(SHOWN)
        .forEach(f -> lines.add(Bytes.shown(f.identity().size()) + "  " + RawPath.shown(f.path())));
    if (here.size() > SHOWN) {
      lines.add("and " + (here.size() - SHOWN) + " more");
    }
    return lines;
  }

  private static List<Picked> kept(Shelf shelf) {
    List<Picked> here = new ArrayList<>();
    for (int i = 0; i < shelf.files().size(); i++) {
      if (Files.exists(shelf.file(i + 1), LinkOption.NOFOLLOW_LINKS)) {
        here.add(shelf.files().get(i));
      }
    }
    return here;
  }

  /** Does it. */
  ActionResult run() throws ActionException, InterruptedException {
    quarantine.lock().lockInterruptibly();
    try {
      Optional<Shelf> shelf = shelf();
      if (shelf.isEmpty()) {
        return ActionResult.done("nothing to put back: nothing was moved to " + shown());
      }
      requireRoom(shelf.get());
      return run(shelf.get());
    } finally {
      quarantine.lock().unlock();
    }
  }

  private ActionResult run(Shelf shelf) throws ActionException, InterruptedException {
    Tally tally = new Tally(shelf.files().size());
    String doing = "putting files back on " + ctx.target();
    try {
      Rounds.through(
          shelf.files(), tally, new Returning(shelf, Intact.of(shelf), tally, checkpoint));
    } catch (IOException e) {
      throw refused("reading what the quarantine knows of them: " + Trouble.of(e));
    } catch (StoppedException e) {
      throw Outcomes.broken(doing, tally, String.valueOf(e.getMessage()));
    }
    ActionResult result = Outcomes.of(doing, "put back ", tally);
    // A file that never came here has nowhere to go back from, which is no failure.
    int kept =
        tally.left(Tally.Left.OCCUPIED)
            + tally.left(Tally.Left.FOLDER_GONE)
            + tally.left(Tally.Left.ALTERED);
    return new ActionResult(kept == 0, result.summary(), result.output(), null);
  }

  /** A disk that is filled to the brim by its own cure helps nobody. */
  void requireRoom(Shelf shelf) throws ActionException {
    try {
      Path disk = Path.of(ctx.target().name());
      boolean apart = FileStat.of(disk).identity().device() != device(shelf.folder());
      long bytes = preview().bytes();
      long free = Files.getFileStore(disk).getUsableSpace();
      if (apart && free < bytes) {
        throw refused(
            "%s are needed, and %s are free there"
                .formatted(Bytes.shown(bytes), Bytes.shown(free)));
      }
    } catch (IOException e) {
      throw refused(Trouble.of(e));
    }
  }

  Optional<Shelf> shelf() throws ActionException {
    try {
      Optional<Shelf> shelf = Shelf.open(captured.folder());
      if (shelf.isPresent()) {
        return shelf;
      }
      if (ctx.now().getEpochSecond() >= captured.until()) {
        throw refused(
            "they are gone: the quarantine keeps files for "
                + Durations.shown(quarantine.retention()));
      }
      if (device(captured.folder()) != captured.device()) {
        throw refused("the quarantine " + shown() + " is not there; is its disk mounted?");
      }
      return Optional.empty();
    } catch (IOException e) {
      throw refused("reading the quarantine " + shown() + ": " + Trouble.of(e));
    }
  }

  /** The file system on which this folder is, or would be. */
  static long device(Path folder) throws IOException {
    return FileStat.of(FileStat.nearest(folder)).identity().device();
  }

  private String shown() {
    return RawPath.shown(captured.folder());
  }

  private ActionException refused(String why) {
    return new ActionException(Effect.NONE, "putting files back on " + ctx.target() + ": " + why);
  }
}

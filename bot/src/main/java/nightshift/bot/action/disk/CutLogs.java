package nightshift.bot.action.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.bot.action.disk.Rounds.StoppedException;
import nightshift.bot.host.files.OpenFiles;
import nightshift.bot.host.files.Trouble;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionResult;
import nightshift.engine.alert.Text;

/**
 * What people approved to be done to logs, and the doing. On the shelf the rotated copies come
 * first, by their number, then the live ones.
 *
 * @param keep the quarantine; empty when the loss was approved
 * @param rotated copies that are taken away
 * @param live logs that are emptied
 */
record CutLogs(Optional<Path> keep, List<Picked> rotated, List<LiveLog> live) {

  CutLogs {
    rotated = List.copyOf(rotated);
    live = List.copyOf(live);
  }

  /** As objects of a preview. */
  List<String> objects() {
    List<String> lines = new ArrayList<>(new Approved(keep, rotated).objects());
    live.forEach(l -> lines.add(l.line()));
    return lines;
  }

  /**
   * Reads them.
   *
   * @throws ActionException with {@code Effect.NONE} when they are not from a preview of this kind
   */
  static CutLogs of(List<String> objects) throws ActionException {
    List<String> rest = new ArrayList<>();
    List<LiveLog> live = new ArrayList<>();
    for (String line : objects) {
      if (line.startsWith("log ")) {
        live.add(
            LiveLog.parse(line)
                .orElseThrow(() ->
                    new ActionException(
                        Effect.NONE,
                        "reading which logs may be cut: \""
                            + Text.line(line, 120)
                            + "\" names no log")));
      } else {
        rest.add(line);
      }
    }
    Approved approved = Approved.of(rest);
    return new CutLogs(approved.quarantine(), approved.files(), live);
  }

  /** Every file that is touched. */
  List<Path> paths() {
    List<Path> paths = new ArrayList<>();
    rotated.forEach(f -> paths.add(f.path()));
    live.forEach(l -> paths.add(l.path()));
    return paths;
  }

  /** How many bytes all of them had. */
  long bytes() {
    return Picked.bytes(rotated) + live.stream().mapToLong(LiveLog::size).sum();
  }

  /**
   * Does it: rotated copies first.
   *
   * @param rename whether the quarantine is on the same file system
   */
  ActionResult run(ActionContext ctx, boolean rename) throws ActionException, InterruptedException {
    String doing = "cutting logs on " + ctx.target();
    Tally tally = new Tally(rotated.size() + live.size());
    try {
      Optional<Shelf> shelf = shelf(ctx);
      Rounds.Work work =
          shelf.isPresent()
              ? new Shelving(shelf.get(), rename, OpenFiles.now(), tally, Checkpoint.NONE)
              : new Deleting(OpenFiles.now(), tally);
      Rounds.through(rotated, tally, work);
      for (int i = 0; i < live.size(); i++) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        cut(live.get(i), rotated.size() + i + 1, shelf, tally);
      }
    } catch (StoppedException e) {
      throw Outcomes.broken(doing, tally, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw Outcomes.broken(doing, tally, Trouble.of(e));
    }
    return Outcomes.of(doing, "cut ", tally);
  }

  private Optional<Shelf> shelf(ActionContext ctx) throws IOException, InterruptedException {
    if (keep.isEmpty()) {
      return Optional.empty();
    }
    List<Picked> all = new ArrayList<>(rotated);
    live.forEach(l -> all.add(l.picked()));
    Shelf.Header header =
        new Shelf.Header(
            ctx.reference(), ctx.now().getEpochSecond(), ctx.target().toString(), bytes());
    return Optional.of(Shelf.create(keep.get(), header, all));
  }

  private static void cut(LiveLog log, int n, Optional<Shelf> shelf, Tally tally)
      throws IOException, InterruptedException {
    try {
      switch (LogCut.cut(log, n, shelf)) {
        case DONE -> tally.done(log.picked());
        case CHANGED -> tally.left(log.picked(), Tally.Left.CHANGED);
        case VANISHED, NOT_KEPT -> tally.left(log.picked(), Tally.Left.VANISHED);
      }
    } catch (IOException e) {
      if (Trouble.isWhole(e)) {
        throw e;
      }
      tally.refused(log.picked(), Trouble.of(e));
    }
  }
}

package nightshift.bot.action.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.bot.action.disk.Rounds.StoppedException;
import nightshift.bot.host.files.Trouble;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;

/** The undo of cut logs: rotated copies go back to their places, live logs get their lines back. */
record LogsBack(PutBack putBack, ActionContext ctx) {

  /** What it would do; only looks. */
  Preview preview() throws ActionException {
    return putBack.preview();
  }

  /** Does it. */
  ActionResult run() throws ActionException, InterruptedException {
    putBack.quarantine().lock().lockInterruptibly();
    try {
      Optional<Shelf> shelf = putBack.shelf();
      if (shelf.isEmpty()) {
        return ActionResult.done("nothing to put back: no log was cut");
      }
      putBack.requireRoom(shelf.get());
      return run(shelf.get());
    } finally {
      putBack.quarantine().lock().unlock();
    }
  }

  private ActionResult run(Shelf shelf) throws ActionException, InterruptedException {
    // A live log has no time of change in the manifest, because nobody compares it.
    List<Picked> rotated =
        new ArrayList<>(shelf.files().stream().filter(f -> f.changed() != 0).toList());
    Tally tally = new Tally(shelf.files().size());
    String doing = "putting logs back on " + ctx.target();
    try {
      Rounds.through(
          rotated, tally, new Returning(shelf, Intact.of(shelf), tally, Checkpoint.NONE));
      for (int n = rotated.size() + 1; n <= shelf.files().size(); n++) {
        one(shelf, n, tally);
      }
    } catch (StoppedException e) {
      throw Outcomes.broken(doing, tally, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw Outcomes.broken(doing, tally, Trouble.of(e));
    }
    ActionResult result = Outcomes.of(doing, "put back ", tally);
    int kept =
        tally.left(Tally.Left.OCCUPIED)
            + tally.left(Tally.Left.FOLDER_GONE)
            + tally.left(Tally.Left.ALTERED);
    return new ActionResult(kept == 0, result.summary(), result.output(), null);
  }

  private static void one(Shelf shelf, int n, Tally tally)
      throws IOException, InterruptedException {
    Picked f = shelf.files().get(n - 1);
    LiveLog log =
        new LiveLog(f.path(), f.identity().device(), f.identity().inode(), f.identity().size());
    switch (LogCut.back(log, n, shelf)) {
      case DONE -> tally.done(f);
      case NOT_KEPT -> tally.left(f, Tally.Left.NOT_KEPT);
      // Rotated since: its lines stay on the shelf, and are not mixed into another file.
      case CHANGED -> tally.left(f, Tally.Left.OCCUPIED);
      case VANISHED -> tally.left(f, Tally.Left.FOLDER_GONE);
    }
  }
}

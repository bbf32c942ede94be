package nightshift.bot.action.disk;

import java.io.IOException;
import java.util.List;
import nightshift.bot.action.disk.Rounds.Numbered;
import nightshift.bot.action.disk.Rounds.StoppedException;
import nightshift.bot.host.files.OpenFiles;
import nightshift.bot.host.files.SecureFolder;
import nightshift.bot.host.files.Trouble;

/**
 * Deletes files for good, which people approved knowing it, each only while it is what they saw.
 */
final class Deleting implements Rounds.Work {

  private final OpenFiles open;
  private final Tally tally;

  Deleting(OpenFiles open, Tally tally) {
    this.open = open;
    this.tally = tally;
  }

  @Override
  public void folderGone(List<Numbered> files) {
    files.forEach(f -> tally.left(f.file(), Tally.Left.VANISHED));
  }

  @Override
  public void on(SecureFolder folder, List<Numbered> files)
      throws StoppedException, InterruptedException {
    for (Numbered f : files) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      try {
        if (Rounds.isReady(folder, f, open, tally)) {
          folder.delete(f.name());
          tally.done(f.file());
        }
      } catch (IOException e) {
        if (Trouble.isWhole(e)) {
          throw new StoppedException(Trouble.of(e));
        }
        tally.refused(f.file(), Trouble.of(e));
      }
    }
  }
}

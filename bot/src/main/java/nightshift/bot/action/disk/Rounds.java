package nightshift.bot.action.disk;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.files.FileStat;
import nightshift.bot.host.files.Identity;
import nightshift.bot.host.files.OpenFiles;
import nightshift.bot.host.files.SecureFolder;
import nightshift.bot.host.files.Trouble;

/** Goes through files folder by folder, each held open while its files are worked on. */
final class Rounds {

  // One durable write to the quarantine's folder serves so many files.
  private static final int MOST = 64;

  private Rounds() {}

  /**
   * A file and its number in its run.
   *
   * @param n from 1
   */
  record Numbered(int n, Picked file) {

    Path name() {
      return file.path().getFileName();
    }
  }

  /**
   * Whether it is still what was approved, by its only name, and not in use; counts it when not.
   */
  static boolean isReady(SecureFolder folder, Numbered f, OpenFiles open, Tally tally)
      throws IOException {
    Optional<Identity> now = folder.find(f.name());
    if (now.isEmpty()) {
      tally.left(f.file(), Tally.Left.VANISHED);
    } else if (!isSame(folder, f) || FileStat.of(f.file().path()).links() > 1) {
      tally.left(f.file(), Tally.Left.CHANGED);
    } else if (open.holds(now.get())) {
      tally.left(f.file(), Tally.Left.IN_USE);
    } else {
      return true;
    }
    return false;
  }

  /** Whether it is still the file that was approved, and nobody did anything to it. */
  static boolean isSame(SecureFolder folder, Numbered f) throws IOException {
    Identity approved = f.file().identity();
    if (!folder.find(f.name()).equals(Optional.of(approved))) {
      return false;
    }
    // Held folders do not tell the time of the last change. The path does, and only when it leads
    // to the same file.
    FileStat stat = FileStat.of(f.file().path());
    return stat.identity().equals(approved) && stat.changed() == f.file().changed();
  }

  /** What is done with some files of one folder. */
  interface Work {
    /**
     * Does it, and counts it.
     *
     * @throws StoppedException when going on with other files is no use
     */
    void on(SecureFolder folder, List<Numbered> files)
        throws StoppedException, InterruptedException;

    /** Counts files whose folder is not there. */
    void folderGone(List<Numbered> files);
  }

  /** The whole run must stop here; the message says why. */
  static final class StoppedException extends Exception {
    private static final long serialVersionUID = 1L;

    StoppedException(String why) {
      super(why);
    }
  }

  static void through(List<Picked> files, Tally tally, Work work)
      throws StoppedException, InterruptedException {
    List<Numbered> group = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Numbered next = new Numbered(i + 1, files.get(i));
      if (!group.isEmpty() && (group.size() == MOST || !sameFolder(group.getFirst(), next))) {
        round(group, tally, work);
        group.clear();
      }
      group.add(next);
    }
    if (!group.isEmpty()) {
      round(group, tally, work);
    }
  }

  private static void round(List<Numbered> group, Tally tally, Work work)
      throws StoppedException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    try (SecureFolder folder = SecureFolder.open(parent(group.getFirst()))) {
      work.on(folder, List.copyOf(group));
    } catch (NoSuchFileException e) {
      work.folderGone(List.copyOf(group));
    } catch (IOException e) {
      group.forEach(f -> tally.refused(f.file(), "its folder: " + Trouble.of(e)));
    }
  }

  private static boolean sameFolder(Numbered a, Numbered b) {
    return parent(a).equals(parent(b));
  }

  private static Path parent(Numbered f) {
    Path parent = f.file().path().getParent();
    if (parent == null) {
      throw new IllegalStateException("a file without a folder: " + f.file().path());
    }
    return parent;
  }
}

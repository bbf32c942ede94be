package nightshift.bot.action.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightshift.bot.action.disk.Rounds.Numbered;
import nightshift.bot.action.disk.Rounds.StoppedException;
import nightshift.bot.host.files.FileCopy;
import nightshift.bot.host.files.OpenFiles;
import nightshift.bot.host.files.SecureFolder;
import nightshift.bot.host.files.Trouble;

/**
 * Moves files onto a shelf. On one file system that is a rename. Across two, each file is copied,
 * made durable, compared, given its attributes and its final name on the shelf, and only then taken
 * away at its old place, if it is still the same there. So at every moment each file is whole at
 * its old place, or on the shelf, or both.
 */
final class Shelving implements Rounds.Work {

  private final Shelf shelf;
  private final boolean rename;
  private final OpenFiles open;
  private final Tally tally;
  private final Checkpoint checkpoint;
  private final Map<Integer, String> sums = new HashMap<>();
  private boolean extended;

  Shelving(Shelf shelf, boolean rename, OpenFiles open, Tally tally, Checkpoint checkpoint) {
    this.shelf = shelf;
    this.rename = rename;
    this.open = open;
    this.tally = tally;
    this.checkpoint = checkpoint;
  }

  @Override
  public void folderGone(List<Numbered> files) {
    files.forEach(f -> tally.left(f.file(), Tally.Left.VANISHED));
  }

  @Override
  public void on(SecureFolder folder, List<Numbered> files)
      throws StoppedException, InterruptedException {
    List<Numbered> here = new ArrayList<>();
    try {
      extended = !rename && hasExtended(folder);
      for (Numbered f : files) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (ready(folder, f) && (rename ? renamed(folder, f) : copied(folder, f))) {
          here.add(f);
        }
      }
    } finally {
      settle(folder, here);
    }
  }

  private static boolean hasExtended(SecureFolder folder) throws StoppedException {
    try {
      return FileCopy.hasExtended(folder.path());
    } catch (IOException e) {
      throw new StoppedException("looking at its file system: " + Trouble.of(e));
    }
  }

  private void settle(SecureFolder folder, List<Numbered> here)
      throws StoppedException, InterruptedException {
    if (here.isEmpty()) {
      return;
    }
    try {
      if (!rename) {
        finish(here);
      }
      FileCopy.sync(shelf.content());
    } catch (IOException e) {
      throw stopped(e);
    }
    for (Numbered f : here) {
      if (rename || takenAway(folder, f)) {
        tally.done(f.file());
        checkpoint.at("moved " + f.n());
      }
    }
  }

  /** Only a copy that would survive a power cut gets the name that says it is whole. */
  private void finish(List<Numbered> copies) throws IOException, InterruptedException {
    FileCopy.force(
        copies.stream()
            .<FileCopy.Opener>map(
                f -> () -> FileChannel.open(shelf.part(f.n()), StandardOpenOption.READ))
            .toList());
    shelf.sums().add(sums);
    sums.clear();
    for (Numbered f : copies) {
      Files.move(shelf.part(f.n()), shelf.file(f.n()), StandardCopyOption.ATOMIC_MOVE);
      checkpoint.at("shelved " + f.n());
    }
  }

  private boolean ready(SecureFolder folder, Numbered f) {
    try {
      return Rounds.isReady(folder, f, open, tally);
    } catch (IOException e) {
      tally.refused(f.file(), Trouble.of(e));
      return false;
    }
  }

  private boolean renamed(SecureFolder folder, Numbered f) throws StoppedException {
    checkpoint.at("renaming " + f.n());
    try (SecureFolder to = SecureFolder.open(shelf.content())) {
      folder.move(f.name(), to, shelf.file(f.n()).getFileName());
      return true;
    } catch (IOException e) {
      return refusedOrStopped(f, e);
    }
  }

  private boolean copied(SecureFolder folder, Numbered f)
      throws StoppedException, InterruptedException {
    Path part = shelf.part(f.n());
    checkpoint.at("copying " + f.n());
    try {
      PosixFileAttributes before = folder.attributes(f.name());
      String sum = bytes(folder, f, part);
      checkpoint.at("copied " + f.n());
      if (extended) {
        FileCopy.extended(f.file().path(), part);
      }
      FileCopy.attributes(
          before,
          Files.getFileAttributeView(
              part, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
      if (arrived(f, part, sum) && Rounds.isSame(folder, f)) {
        sums.put(f.n(), sum);
        return true;
      }
      Files.delete(part);
      tally.left(f.file(), Tally.Left.CHANGED);
      return false;
    } catch (IOException e) {
      drop(part);
      return refusedOrStopped(f, e);
    } catch (InterruptedException e) {
      drop(part);
      throw e;
    }
  }

  private static String bytes(SecureFolder folder, Numbered f, Path part)
      throws IOException, InterruptedException {
    try (FileChannel in = folder.read(f.name());
        FileChannel out =
            FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      return FileCopy.bytes(in, out);
    }
  }

  private static boolean arrived(Numbered f, Path part, String sum)
      throws IOException, InterruptedException {
    try (FileChannel copy = FileChannel.open(part, StandardOpenOption.READ)) {
      return copy.size() == f.file().identity().size() && FileCopy.hash(copy).equals(sum);
    }
  }

  private boolean takenAway(SecureFolder folder, Numbered f) {
    try {
      if (!Files.exists(shelf.file(f.n()), LinkOption.NOFOLLOW_LINKS)) {
        tally.refused(f.file(), "its copy vanished from the quarantine");
        return false;
      }
      if (Rounds.isSame(folder, f)) {
        folder.delete(f.name());
        return true;
      }
      tally.left(f.file(), Tally.Left.CHANGED);
    } catch (IOException e) {
      tally.refused(f.file(), Trouble.of(e));
    }
    drop(shelf.file(f.n()));
    return false;
  }

  // What stays behind here is a second copy: undo finds the first in its place and removes it.
  private void drop(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      tally.note(copy, Trouble.of(e));
    }
  }

  private boolean refusedOrStopped(Numbered f, IOException e) throws StoppedException {
    if (Trouble.isWhole(e) || !Files.isDirectory(shelf.content(), LinkOption.NOFOLLOW_LINKS)) {
      throw stopped(e);
    }
    tally.refused(f.file(), Trouble.of(e));
    return false;
  }

  private static StoppedException stopped(IOException e) {
    return new StoppedException("the quarantine: " + Trouble.of(e));
  }
}

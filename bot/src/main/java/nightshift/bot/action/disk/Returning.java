package nightshift.bot.action.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.bot.action.disk.Rounds.Numbered;
import nightshift.bot.action.disk.Rounds.StoppedException;
import nightshift.bot.host.files.FileCopy;
import nightshift.bot.host.files.Identity;
import nightshift.bot.host.files.SecureFolder;
import nightshift.bot.host.files.Trouble;

/**
 * Puts the files of a shelf back. Each arrives in its old folder under a name of our own and gets
 * its old name by a link, which never replaces anything. It may be stopped anywhere and begun again
 * any number of times.
 */
final class Returning implements Rounds.Work {

  private final Shelf shelf;
  private final Tally tally;
  private final Checkpoint checkpoint;
  private final Intact intact;
  private boolean extended;

  Returning(Shelf shelf, Intact intact, Tally tally, Checkpoint checkpoint) {
    this.shelf = shelf;
    this.intact = intact;
    this.tally = tally;
    this.checkpoint = checkpoint;
  }

  @Override
  public void folderGone(List<Numbered> files) {
    for (Numbered f : files) {
      boolean kept = Files.exists(shelf.file(f.n()), LinkOption.NOFOLLOW_LINKS);
      tally.left(f.file(), kept ? Tally.Left.FOLDER_GONE : Tally.Left.NOT_KEPT);
    }
  }

  @Override
  public void on(SecureFolder folder, List<Numbered> files)
      throws StoppedException, InterruptedException {
    List<Numbered> placed = new ArrayList<>();
    try {
      extended = FileCopy.hasExtended(shelf.content());
      for (Numbered f : files) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (tried(folder, f)) {
          placed.add(f);
        }
      }
    } catch (IOException e) {
      throw new StoppedException(Trouble.of(e));
    } finally {
      settle(folder, placed);
    }
  }

  /** Only what is durably in its place may go from the shelf. */
  private void settle(SecureFolder folder, List<Numbered> placed)
      throws StoppedException, InterruptedException {
    if (placed.isEmpty()) {
      return;
    }
    try {
      FileCopy.force(
          placed.stream().<FileCopy.Opener>map(f -> () -> folder.read(f.name())).toList());
      FileCopy.sync(folder.path());
      for (Numbered f : placed) {
        Files.deleteIfExists(shelf.file(f.n()));
        tally.done(f.file());
        checkpoint.at("returned " + f.n());
      }
    } catch (IOException e) {
      throw new StoppedException(Trouble.of(e));
    }
  }

  private boolean tried(SecureFolder folder, Numbered f) throws IOException, InterruptedException {
    try {
      return back(folder, f);
    } catch (IOException e) {
      if (Trouble.isWhole(e)) {
        dropHalf(folder, f);
        throw e;
      }
      tally.refused(f.file(), Trouble.of(e));
      return false;
    }
  }

  private boolean back(SecureFolder folder, Numbered f) throws IOException, InterruptedException {
    Path kept = shelf.file(f.n());
    Path arriving = shelf.returning(f.n());
    Files.deleteIfExists(shelf.part(f.n()));
    boolean isKept = Files.exists(kept, LinkOption.NOFOLLOW_LINKS);
    if (!isKept && folder.find(arriving).isEmpty()) {
      tally.left(f.file(), Tally.Left.NOT_KEPT);
      return false;
    }
    if (isKept && !intact.is(f)) {
      tally.left(f.file(), Tally.Left.ALTERED);
      return false;
    }
    // With the whole file still on the shelf, what arrived before is a copy that was cut short.
    dropHalf(folder, f);
    if (isKept && folder.find(f.name()).isPresent()) {
      return same(folder, f, kept) || occupied(f);
    }
    if (isKept) {
      arrive(folder, kept, arriving);
      checkpoint.at("arrived " + f.n());
    }
    return named(folder, f, arriving) || occupied(f);
  }

  private void dropHalf(SecureFolder folder, Numbered f) throws IOException {
    Path arriving = shelf.returning(f.n());
    if (Files.exists(shelf.file(f.n()), LinkOption.NOFOLLOW_LINKS)
        && folder.find(arriving).isPresent()) {
      folder.delete(arriving);
    }
  }

  private boolean occupied(Numbered f) {
    tally.left(f.file(), Tally.Left.OCCUPIED);
    return false;
  }

  /** What is at the old place may be this very file: then one of the two is enough. */
  private static boolean same(SecureFolder folder, Numbered f, Path kept)
      throws IOException, InterruptedException {
    PosixFileAttributes there = folder.attributes(f.name());
    PosixFileAttributes here = attributes(kept);
    if (!there.isRegularFile()
        || there.size() != here.size()
        || !there.lastModifiedTime().equals(here.lastModifiedTime())
        || !there.permissions().equals(here.permissions())
        || !there.owner().equals(here.owner())
        || !there.group().equals(here.group())) {
      return false;
    }
    try (FileChannel a = folder.read(f.name());
        FileChannel b = FileChannel.open(kept)) {
      return FileCopy.hash(a).equals(FileCopy.hash(b));
    }
  }

  private void arrive(SecureFolder folder, Path kept, Path arriving)
      throws IOException, InterruptedException {
    try (SecureFolder from = SecureFolder.open(shelf.content())) {
      from.move(kept.getFileName(), folder, arriving);
    } catch (AtomicMoveNotSupportedException acrossFileSystems) {
      copy(folder, kept, arriving);
    }
  }

  private void copy(SecureFolder folder, Path kept, Path arriving)
      throws IOException, InterruptedException {
    PosixFileAttributes before = attributes(kept);
    String sum;
    try (FileChannel in = FileChannel.open(kept);
        FileChannel out = folder.create(arriving)) {
      sum = FileCopy.bytes(in, out);
    }
    if (extended) {
      FileCopy.extended(kept, folder.path().resolve(arriving));
    }
    FileCopy.attributes(before, folder.view(arriving));
    try (FileChannel copy = folder.read(arriving)) {
      if (!FileCopy.hash(copy).equals(sum)) {
        throw new IOException("the copy differs from what is in the quarantine");
      }
    }
  }

  /** Gives it its old name; false when that is taken, and then it is on the shelf again. */
  private boolean named(SecureFolder folder, Numbered f, Path arriving)
      throws IOException, InterruptedException {
    Optional<Identity> file = folder.find(arriving);
    try {
      Files.createLink(folder.path().resolve(f.name()), folder.path().resolve(arriving));
    } catch (FileAlreadyExistsException e) {
      // A run that died right here had given it the name already.
      if (!file.equals(folder.find(f.name()))) {
        retreat(folder, f, arriving);
        return false;
      }
    } catch (FileSystemException | UnsupportedOperationException withoutLinks) {
      return renamed(folder, f, arriving);
    }
    checkpoint.at("named " + f.n());
    if (!file.equals(folder.find(f.name()))) {
      throw new IOException("its folder was swapped meanwhile");
    }
    folder.delete(arriving);
    return true;
  }

  private boolean renamed(SecureFolder folder, Numbered f, Path arriving) throws IOException {
    if (folder.find(f.name()).isPresent()) {
      retreat(folder, f, arriving);
      return false;
    }
    folder.move(arriving, folder, f.name());
    return true;
  }

  private void retreat(SecureFolder folder, Numbered f, Path arriving) throws IOException {
    Path kept = shelf.file(f.n());
    if (Files.exists(kept, LinkOption.NOFOLLOW_LINKS)) {
      folder.delete(arriving);
      return;
    }
    try (SecureFolder to = SecureFolder.open(shelf.content())) {
      folder.move(arriving, to, kept.getFileName());
    }
  }

  private static PosixFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}

package nightshift.bot.action.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.action.disk.Rounds.Numbered;
import nightshift.bot.host.files.FileCopy;
import nightshift.bot.host.files.FileStat;
import nightshift.bot.host.files.Identity;

/** Tells whether what lies on a shelf is still what was put there. */
final class Intact {

  private final Shelf shelf;
  private final Map<Integer, String> sums;

  private Intact(Shelf shelf, Map<Integer, String> sums) {
    this.shelf = shelf;
    this.sums = sums;
  }

  static Intact of(Shelf shelf) throws IOException {
    return new Intact(shelf, shelf.sums().read());
  }

  /** Whether nobody wrote or replaced file {@code f} since. Reads all of a file that was copied. */
  boolean is(Numbered f) throws IOException, InterruptedException {
    Path kept = shelf.file(f.n());
    FileStat stat = FileStat.of(kept);
    Identity now = stat.identity();
    Identity then = f.file().identity();
    if (!stat.isFile() || now.size() != then.size()) {
      return false;
    }
    Optional<String> sum = Optional.ofNullable(sums.get(f.n()));
    if (sum.isPresent()) {
      return sum.get().equals(hash(kept));
    }
    // A device's number may be another one after the next boot; inodes stay.
    return now.inode() == then.inode() && now.modified() == then.modified();
  }

  private static String hash(Path kept) throws IOException, InterruptedException {
    try (FileChannel in =
        FileChannel.open(kept, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return FileCopy.hash(in);
    }
  }
}

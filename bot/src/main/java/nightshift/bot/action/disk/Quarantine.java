package nightshift.bot.action.disk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import nightshift.bot.host.files.RawPath;
import nightshift.bot.host.files.Trouble;
import nightshift.engine.action.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where files go instead of being deleted, until their time is over. */
final class Quarantine {

  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

  private final Optional<Path> folder;
  private final Duration retention;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * @param folder where; empty for nowhere
   * @param retention how long it keeps files
   */
  Quarantine(Optional<Path> folder, Duration retention) {
    this.folder = folder;
    this.retention = retention;
  }

  Optional<Path> folder() {
    return folder;
  }

  Duration retention() {
    return retention;
  }

  /** Held while files are put back, so that none is thrown away under the hands of the undo. */
  ReentrantLock lock() {
    return lock;
  }

  /** Throws away what has been here for longer than the retention. */
  Swept sweep(Instant now) {
    if (folder.isEmpty() || !Files.isDirectory(folder.get(), LinkOption.NOFOLLOW_LINKS)) {
      return Swept.NOTHING;
    }
    lock.lock();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder.get())) {
      Swept swept = Swept.NOTHING;
      for (Path one : all) {
        swept = swept.plus(sweep(one, now.minus(retention)));
      }
      return swept;
    } catch (IOException e) {
      LOG.warn("emptying the quarantine {}: {}", RawPath.shown(folder.get()), Trouble.of(e));
      return Swept.NOTHING;
    } finally {
      lock.unlock();
    }
  }

  private static Swept sweep(Path one, Instant before) {
    try {
      Optional<Shelf.Header> header =
          Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS) ? Shelf.header(one) : Optional.empty();
      if (header.isEmpty() || !Shelf.isOver(header.get(), before)) {
        return Swept.NOTHING;
      }
      Swept swept = new Swept(1, 0, 0).plus(emptied(one.resolve("files")));
      Files.deleteIfExists(new Shelf(one, header.get(), List.of()).sums().file());
      // The manifest goes last: as long as it is there, the next sweep finds what is left.
      emptied(one);
      Files.delete(one);
      LOG.info(
          "threw away {} files, {}, of step {} after their time in the quarantine",
          swept.files(),
          Bytes.shown(swept.bytes()),
          header.get().reference());
      return swept;
    } catch (IOException e) {
      LOG.warn("emptying {} in the quarantine: {}", RawPath.shown(one), Trouble.of(e));
      return Swept.NOTHING;
    }
  }

  private static Swept emptied(Path flat) throws IOException {
    Swept swept = Swept.NOTHING;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(flat)) {
      for (Path f : all) {
        boolean file = Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS);
        long bytes = file ? Files.size(f) : 0;
        Files.delete(f);
        swept = swept.plus(new Swept(0, file ? 1 : 0, bytes));
      }
    } catch (NoSuchFileException e) {
      // A sweep that died after this folder went comes by again.
      return swept;
    }
    return swept;
  }
}

package nightshift.bot.action.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import nightshift.bot.host.files.FileCopy;
import nightshift.bot.host.files.Identity;
import nightshift.bot.host.files.SecureFolder;

/**
 * Empties logs in place, so that the program that writes them goes on, and puts back what was taken
 * out in front of what came since. What is written in the instant between the last look and the cut
 * is lost, as with {@code copytruncate} of logrotate.
 */
final class LogCut {

  private static final int BLOCK = 1 << 18;

  private LogCut() {}

  /** What became of it. */
  enum Became {
    DONE,
    CHANGED,
    VANISHED,
    NOT_KEPT
  }

  /**
   * Empties one.
   *
   * @param shelf keeps its content, under this number; empty when its loss was approved
   */
  static Became cut(LiveLog log, int n, Optional<Shelf> shelf)
      throws IOException, InterruptedException {
    Path name = name(log);
    try (SecureFolder folder = SecureFolder.open(parent(log))) {
      Optional<Identity> now = folder.find(name);
      if (now.isEmpty()) {
        return Became.VANISHED;
      }
      if (!log.isSame(now)) {
        return Became.CHANGED;
      }
      try (FileChannel live = folder.change(name)) {
        if (!folder.find(name).filter(now.get()::sameFile).isPresent()) {
          return Became.CHANGED;
        }
        if (shelf.isPresent()) {
          keep(live, shelf.get(), n);
        }
        live.truncate(0);
        live.force(true);
      }
    }
    return Became.DONE;
  }

  private static void keep(FileChannel live, Shelf shelf, int n)
      throws IOException, InterruptedException {
    Path part = shelf.part(n);
    Files.deleteIfExists(part);
    try (FileChannel out =
        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      copy(live, out);
      out.force(true);
      // Forcing takes long; what came meanwhile is little.
      copy(live, out);
      out.force(true);
    } catch (IOException | InterruptedException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    Files.move(part, shelf.file(n), StandardCopyOption.ATOMIC_MOVE);
    FileCopy.sync(shelf.content());
    try (FileChannel out = FileChannel.open(shelf.file(n), StandardOpenOption.APPEND)) {
      copy(live, out);
    }
  }

  /**
   * Puts what was taken out in front of what came since. May be stopped anywhere and begun again:
   * what came since is on the shelf before anything is rewritten.
   */
  static Became back(LiveLog log, int n, Shelf shelf) throws IOException, InterruptedException {
    Path kept = shelf.file(n);
    Path since = shelf.content().resolve(n + ".since");
    if (!Files.exists(kept, LinkOption.NOFOLLOW_LINKS)) {
      return Became.NOT_KEPT;
    }
    Path name = name(log);
    try (SecureFolder folder = SecureFolder.open(parent(log))) {
      Optional<Identity> now = folder.find(name);
      LiveLog anyLength = new LiveLog(log.path(), log.device(), log.inode(), 0);
      if (!anyLength.isSame(now)) {
        return now.isEmpty() ? Became.VANISHED : Became.CHANGED;
      }
      try (FileChannel live = folder.change(name)) {
        boolean begun = Files.exists(since, LinkOption.NOFOLLOW_LINKS);
        if (begun || !beginsWith(live, kept)) {
          if (!begun) {
            saveSince(live, shelf, n, since);
          }
          live.truncate(0);
          append(kept, live);
          append(since, live);
          live.force(true);
        }
      }
    }
    Files.delete(kept);
    Files.deleteIfExists(since);
    FileCopy.sync(shelf.content());
    return Became.DONE;
  }

  /** Whether it has all those lines still, or again: the run or an undo died at its last line. */
  private static boolean beginsWith(FileChannel live, Path kept)
      throws IOException, InterruptedException {
    try (FileChannel in = FileChannel.open(kept, StandardOpenOption.READ)) {
      if (live.size() < in.size()) {
        return false;
      }
      ByteBuffer a = ByteBuffer.allocate(BLOCK);
      ByteBuffer b = ByteBuffer.allocate(BLOCK);
      for (long at = 0; at < in.size(); at += a.limit()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        fill(in, at, in.size(), a);
        fill(live, at, in.size(), b);
        if (!a.equals(b)) {
          return false;
        }
      }
      return true;
    }
  }

  private static void fill(FileChannel in, long at, long end, ByteBuffer block) throws IOException {
    block.clear().limit((int) Math.min(BLOCK, end - at));
    while (block.hasRemaining() && in.read(block, at + block.position()) >= 0) {
      continue;
    }
    block.flip();
  }

  private static void saveSince(FileChannel live, Shelf shelf, int n, Path since)
      throws IOException, InterruptedException {
    Path part = shelf.part(n);
    Files.deleteIfExists(part);
    try (FileChannel out =
        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      live.position(0);
      copy(live, out);
      out.force(true);
    }
    Files.move(part, since, StandardCopyOption.ATOMIC_MOVE);
    FileCopy.sync(shelf.content());
  }

  private static void append(Path from, FileChannel live) throws IOException, InterruptedException {
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ)) {
      live.position(live.size());
      copy(in, live);
    }
  }

  /** From where both are, to the end. */
  private static void copy(FileChannel in, FileChannel out)
      throws IOException, InterruptedException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    while (in.read(block) >= 0) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      block.flip();
      while (block.hasRemaining()) {
        out.write(block);
      }
      block.clear();
    }
  }

  private static Path parent(LiveLog log) throws IOException {
    Path parent = log.path().getParent();
    if (parent == null) {
      throw new IOException("it is in no folder");
    }
    return parent;
  }

  private static Path name(LiveLog log) throws IOException {
    Path name = log.path().getFileName();
    if (name == null) {
      throw new IOException("it has no name");
    }
    return name;
  }
}

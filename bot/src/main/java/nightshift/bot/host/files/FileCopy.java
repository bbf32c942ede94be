package nightshift.bot.host.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Copies bytes and what belongs to them, and checks that they arrived. */
public final class FileCopy {

  private static final int BLOCK = 1 << 18;
  private static final int FORCED_AT_ONCE = 8;

  private FileCopy() {}

  /**
   * Copies all bytes, leaving holes for blocks of zeros. They are durable only after {@link
   * #force}.
   *
   * @return SHA-256 of what was read, hex
   * @throws InterruptedException when the thread was interrupted; the copy is then incomplete
   */
  public static String bytes(FileChannel in, FileChannel out)
      throws IOException, InterruptedException {
    MessageDigest sha = sha256();
    ByteBuffer block = block(in);
    long end = 0;
    boolean hole = false;
    try {
      while (fill(in, block)) {
        sha.update(block.array(), 0, block.limit());
        hole = isZero(block);
        if (!hole) {
          drain(block, out, end);
        }
        end += block.limit();
        block.clear();
      }
      if (hole) {
        // A file cannot end in a hole unless its last byte is written.
        drain(ByteBuffer.allocate(1), out, end - 1);
      }
    } catch (ClosedByInterruptException e) {
      throw interrupted();
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** SHA-256 of the whole file, hex. */
  public static String hash(FileChannel in) throws IOException, InterruptedException {
    MessageDigest sha = sha256();
    ByteBuffer block = block(in);
    try {
      while (fill(in, block)) {
        sha.update(block.array(), 0, block.limit());
        block.clear();
      }
    } catch (ClosedByInterruptException e) {
      throw interrupted();
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** Gives {@code to} the owner, group, mode and times (to the nanosecond) of {@code from}. */
  public static void attributes(PosixFileAttributes from, PosixFileAttributeView to)
      throws IOException {
    PosixFileAttributes now = to.readAttributes();
    if (!now.owner().equals(from.owner())) {
      to.setOwner(from.owner());
    }
    if (!now.group().equals(from.group())) {
      to.setGroup(from.group());
    }
    to.setPermissions(from.permissions());
    to.setTimes(from.lastModifiedTime(), from.lastAccessTime(), null);
  }

  /** Whether files here can have extended attributes. Costs a look at the mount table. */
  public static boolean hasExtended(Path path) throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView(UserDefinedFileAttributeView.class);
  }

  /**
   * Copies the {@code user.*} extended attributes. Access control lists and security labels are
   * beyond Java's reach.
   */
  public static void extended(Path from, Path to) throws IOException {
    var source = extended(from);
    for (String name : source.list()) {
      ByteBuffer value = ByteBuffer.allocate(source.size(name));
      source.read(name, value);
      extended(to).write(name, value.flip());
    }
  }

  /** Opens a file that is to be made durable. */
  @FunctionalInterface
  public interface Opener {
    /** Opens it, for reading or writing. */
    FileChannel open() throws IOException;
  }

  /**
   * Makes the bytes and attributes of files durable, several at once: a file system writes one
   * journal entry for all that wait, which is ten times as fast as one after the other.
   */
  public static void force(List<Opener> files) throws IOException, InterruptedException {
    List<Callable<Boolean>> tasks = files.stream().map(FileCopy::forced).toList();
    int threads = Math.clamp(files.size(), 1, FORCED_AT_ONCE);
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Future<Boolean> one : pool.invokeAll(tasks)) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(
          e.getCause() == null ? "no reason given" : e.getCause().getMessage(), e);
    }
  }

  private static Callable<Boolean> forced(Opener file) {
    return () -> {
      try (FileChannel f = file.open()) {
        f.force(true);
      }
      return true;
    };
  }

  /** Makes the names in a folder durable. */
  public static void sync(Path folder) throws IOException, InterruptedException {
    try (FileChannel f = FileChannel.open(folder, StandardOpenOption.READ)) {
      f.force(true);
    } catch (ClosedByInterruptException e) {
      throw interrupted();
    }
  }

  private static UserDefinedFileAttributeView extended(Path path) {
    return Files.getFileAttributeView(
        path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static ByteBuffer block(FileChannel in) throws IOException {
    return ByteBuffer.allocate((int) Math.clamp(in.size(), 1024, BLOCK));
  }

  private static boolean fill(FileChannel in, ByteBuffer block) throws IOException {
    while (block.hasRemaining() && in.read(block) >= 0) {
      continue;
    }
    block.flip();
    return block.hasRemaining();
  }

  private static void drain(ByteBuffer block, FileChannel out, long at) throws IOException {
    long position = at;
    while (block.hasRemaining()) {
      position += out.write(block, position);
    }
  }

  private static boolean isZero(ByteBuffer block) {
    for (int i = 0; i < block.limit(); i++) {
      if (block.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static InterruptedException interrupted() {
    // The flag is what closed the channel; left set, it would close the next one too.
    Thread.interrupted();
    return new InterruptedException("interrupted while copying");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package nightshift.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import nightshift.engine.port.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second Nightshift out of a data directory. The operating system lets go of the lock when
 * the process ends, however it ends.
 */
public final class DataLock implements AutoCloseable {

  private static final int MOST_DIGITS = 20;
  private final FileChannel channel;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the directory for this process.
   *
   * @throws LedgerException when another process has it, or the directory cannot be written
   */
  public static DataLock take(Path directory) {
    Path file = directory.resolve("nightshift.lock");
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      return take(directory, channel);
    } catch (IOException e) {
      throw new LedgerException(
          "locking data directory " + directory + ": " + e + "; check its owner and mode", e);
    }
  }

  private static DataLock take(Path directory, FileChannel channel) throws IOException {
    FileLock lock = tryLock(channel);
    if (lock == null) {
      String owner = owner(channel);
      channel.close();
      throw new LedgerException(
          "data directory "
              + directory
              + " is in use by another Nightshift"
              + owner
              + "; stop that one first, or give this one a directory of its own",
          null);
    }
    String pid = ProcessHandle.current().pid() + "\n";
    channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    return new DataLock(channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // This very process has it: for a second ledger in it that is just as much a refusal.
      return null;
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MOST_DIGITS);
    channel.read(buffer, 0);
    String pid =
        new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII).strip();
    return pid.matches("\\d+") ? " (process " + pid + ")" : "";
  }

  /** Lets go of the directory. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new LedgerException("letting go of the data directory: " + e, e);
    }
  }
}

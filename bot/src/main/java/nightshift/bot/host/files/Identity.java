package nightshift.bot.host.files;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which file it is, and in which state: when all four are the same, nobody replaced or wrote it,
 * unless he set the time back, which {@link FileStat#changed} tells.
 *
 * @param device the file system, {@code st_dev}
 * @param inode the file's number there
 * @param size in bytes
 * @param modified in nanoseconds since 1970
 */
public record Identity(long device, long inode, long size, long modified) {

  // How the JDK prints the key of a Unix file; it offers the two numbers in no other way when a
  // file is looked at through an open folder.
  private static final Pattern KEY = Pattern.compile("\\(dev=([0-9a-f]+),ino=(\\d+)\\)");

  /** The identity in attributes that were read from a Unix file system. */
  static Identity of(BasicFileAttributes read) {
    Matcher key = KEY.matcher(String.valueOf(read.fileKey()));
    if (!key.matches()) {
      throw new IllegalStateException("not a Unix file key: " + read.fileKey());
    }
    return new Identity(
        Long.parseUnsignedLong(key.group(1), 16),
        Long.parseUnsignedLong(key.group(2)),
        read.size(),
        read.lastModifiedTime().to(TimeUnit.NANOSECONDS));
  }

  /** Whether both are the same file, whatever was done to it. */
  public boolean sameFile(Identity other) {
    return device == other.device && inode == other.inode;
  }
}

package nightshift.bot.host.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One look at one path, in one system call, never through a link.
 *
 * @param identity which file, and in which state
 * @param changed when anything about it was last changed, {@code st_ctime} in nanoseconds since
 *     1970, which nobody can set back
 * @param links how many names the file has
 * @param mode type and permission bits, as {@code st_mode}
 */
public record FileStat(Identity identity, long changed, int links, int mode) {

  private static final int TYPE = 0170000;
  private static final int SPECIAL = 07000;

  /** Looks at {@code path} itself, even when it is a link. */
  public static FileStat of(Path path) throws IOException {
    Map<String, Object> read =
        Files.readAttributes(
            path, "unix:dev,ino,nlink,mode,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
    Identity identity =
        new Identity(
            number(read, "dev"),
            number(read, "ino"),
            number(read, "size"),
            time(read, "lastModifiedTime"));
    return new FileStat(
        identity, time(read, "ctime"), (int) number(read, "nlink"), (int) number(read, "mode"));
  }

  /** The path itself, or its nearest folder above that exists. */
  public static Path nearest(Path path) {
    Path there = path;
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)
        && there.getParent() instanceof Path up) {
      there = up;
    }
    return there;
  }

  /** A regular file. */
  public boolean isFile() {
    return (mode & TYPE) == 0100000;
  }

  /** A folder. */
  public boolean isFolder() {
    return (mode & TYPE) == 0040000;
  }

  /** Has set-user, set-group or sticky bits, which Java cannot put back. */
  public boolean isSpecial() {
    return (mode & SPECIAL) != 0;
  }

  /** Whether group or others may write to it. */
  public boolean isWritableByOthers() {
    return (mode & 0022) != 0;
  }

  private static long time(Map<String, Object> read, String key) {
    return ((FileTime) value(read, key)).to(TimeUnit.NANOSECONDS);
  }

  private static long number(Map<String, Object> read, String key) {
    return ((Number) value(read, key)).longValue();
  }

  private static Object value(Map<String, Object> read, String key) {
    Object v = read.get(key);
    if (v == null) {
      throw new IllegalStateException("this file system view has no \"" + key + "\"");
    }
    return v;
  }
}

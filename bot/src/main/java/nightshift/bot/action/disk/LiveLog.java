package nightshift.bot.action.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.bot.host.files.FileStat;
import nightshift.bot.host.files.Identity;
import nightshift.bot.host.files.RawPath;
import nightshift.bot.host.files.SecureFolder;

/**
 * A log that may be written to while it is cut.
 *
 * @param path where it is
 * @param device and inode say which file it is: one that was rotated meanwhile is another
 * @param size when it was seen; it may have grown since, and not shrunk
 */
record LiveLog(Path path, long device, long inode, long size) {

  private static final Pattern LINE =
      Pattern.compile("log (/\\S+) (\\d{1,19}) (\\d{1,19}):(\\d{1,20})");
  // What logrotate and its like leave: app.log.1, app.log-20260101, app.log.2.gz, app.log.old.
  private static final Pattern ROTATED =
      Pattern.compile(
          ".+\\.(?:gz|xz|bz2|zst|old|\\d{1,5})|.+-\\d{8}(?:-\\d{1,10})?|.+\\.\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern LOG = Pattern.compile(".+\\.(?:log|out|err)|[a-z][a-z0-9_-]*");
  private static final int SAMPLE = 4096;

  static LiveLog of(Path path, FileStat stat) {
    Identity id = stat.identity();
    return new LiveLog(path, id.device(), id.inode(), id.size());
  }

  /** Whether a file of this name is a copy that nobody writes to any more. */
  static boolean isRotated(Path name) {
    return ROTATED.matcher(name.toString()).matches();
  }

  /** Whether a file of this name may be a log. */
  static boolean isLog(Path name) {
    return LOG.matcher(name.toString()).matches();
  }

  /** Whether it begins like text: some files among logs are not, such as {@code wtmp}. */
  static boolean isText(Path path) throws IOException {
    Path folder = path.getParent();
    Path name = path.getFileName();
    if (folder == null || name == null) {
      return false;
    }
    try (SecureFolder held = SecureFolder.open(folder);
        FileChannel in = held.read(name)) {
      ByteBuffer sample = ByteBuffer.allocate(SAMPLE);
      while (sample.hasRemaining() && in.read(sample) >= 0) {
        continue;
      }
      for (int i = 0; i < sample.position(); i++) {
        if (sample.get(i) == 0) {
          return false;
        }
      }
      return true;
    }
  }

  /** As one line of a preview's objects. */
  String line() {
    return "log "
        + String.join(
            " ",
            RawPath.escaped(path),
            Long.toString(size),
            device + ":" + Long.toUnsignedString(inode));
  }

  /** Reads {@link #line}; empty when it is not one. */
  static Optional<LiveLog> parse(String line) {
    Matcher m = LINE.matcher(line);
    return m.matches()
        ? Optional.of(
            new LiveLog(
                RawPath.parse(m.group(1)),
                Long.parseLong(m.group(3)),
                Long.parseUnsignedLong(m.group(4)),
                Long.parseLong(m.group(2))))
        : Optional.empty();
  }

  /** As the shelf's manifest knows it. */
  Picked picked() {
    return new Picked(path, new Identity(device, inode, size, 0), 0);
  }

  /** Whether this is still the very file, at least as long as it was. */
  boolean isSame(Optional<Identity> now) {
    return now.isPresent()
        && now.get().device() == device
        && now.get().inode() == inode
        && now.get().size() >= size;
  }
}

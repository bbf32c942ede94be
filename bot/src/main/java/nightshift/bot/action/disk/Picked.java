package nightshift.bot.action.disk;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.bot.host.files.Identity;
import nightshift.bot.host.files.RawPath;

/**
 * One file that was picked, in the state in which it was seen.
 *
 * @param path where it is
 * @param identity which file, and in which state; another one is left alone
 * @param changed its last change of any sort, as {@link nightshift.bot.host.files.FileStat#changed}
 */
record Picked(Path path, Identity identity, long changed) {

  private static final Pattern LINE =
      Pattern.compile(
          "file (/\\S+) (\\d{1,19}) (-?\\d{1,19}) (\\d{1,19}):(\\d{1,20}) (-?\\d{1,19})");

  /**
   * As one line of a preview's objects: path, size, modification time in ns, device and inode,
   * change.
   */
  String line() {
    // No format: some languages have digits of their own, and this text is part of a digest.
    return "file "
        + String.join(
            " ",
            RawPath.escaped(path),
            Long.toString(identity.size()),
            Long.toString(identity.modified()),
            identity.device() + ":" + Long.toUnsignedString(identity.inode()),
            Long.toString(changed));
  }

  /** Reads {@link #line}; empty when it is not one. */
  static Optional<Picked> parse(String line) {
    Matcher m = LINE.matcher(line);
    if (!m.matches()) {
      return Optional.empty();
    }
    Identity identity =
        new Identity(
            Long.parseLong(m.group(4)),
            Long.parseUnsignedLong(m.group(5)),
            Long.parseLong(m.group(2)),
            Long.parseLong(m.group(3)));
    return Optional.of(new Picked(RawPath.parse(m.group(1)), identity, Long.parseLong(m.group(6))));
  }

  /** How many bytes all of them have. */
  static long bytes(List<Picked> files) {
    return files.stream().mapToLong(f -> f.identity().size()).sum();
  }
}

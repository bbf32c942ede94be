package nightshift.bot.host.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Target;

/**
 * What a target {@code disk:/path} means on this host.
 *
 * @param path the folder, real and absolute
 * @param quota bytes that it may hold; empty when the whole file system is meant
 * @param device the file system it is on
 */
public record Place(Path path, Optional<Long> quota, long device) {

  /**
   * Finds it.
   *
   * @param quotas folders that count as disks, with their sizes in bytes
   * @throws ProbeException when there is no such folder, or the path is not the real one
   */
  public static Place of(Target target, Map<Path, Long> quotas) throws ProbeException {
    // To a path, two slashes are one.
    if (target.name().startsWith("//")) {
      throw refused(target, "it is on another machine, and only disks of this one are looked at");
    }
    try {
      Path path = Path.of(target.name());
      if (!path.isAbsolute() || !path.equals(path.toRealPath())) {
        throw refused(target, "it is not an absolute path without links");
      }
      FileStat stat = FileStat.of(path);
      if (!stat.isFolder()) {
        throw refused(target, "it is not a folder");
      }
      return new Place(path, Optional.ofNullable(quotas.get(path)), stat.identity().device());
    } catch (IOException | InvalidPathException e) {
      throw refused(target, Trouble.of(e));
    }
  }

  /** Whether what lies at {@code other} takes space here. */
  public boolean holds(Path other) throws IOException {
    return quota.isPresent()
        ? other.startsWith(path)
        : Files.exists(other) && FileStat.of(other).identity().device() == device;
  }

  private static ProbeException refused(Target target, String why) {
    return new ProbeException(
        ProbeException.Kind.NO_SUCH_TARGET, "looking at " + target + ": " + why);
  }
}

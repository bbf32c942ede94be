package nightshift.bot.host.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which container Nightshift itself runs in, so that it is never stopped by its own hand. Docker
 * and Podman mount three files into every container out of a folder that is named after its id; the
 * host name is the id's beginning only where nobody chose another, and is the host's with its
 * network.
 */
final class OwnId {

  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final Pattern MOUNT =
      Pattern.compile(
          "(?m)^\\d+ \\d+ \\d+:\\d+ \\S*/([0-9a-f]{64})/(?:userdata/)?(hostname|hosts|resolv\\.conf)"
              + " /etc/\\2 ");
  private static final Pattern HOSTNAME = Pattern.compile("[0-9a-f]{12}");

  private OwnId() {}

  /** The id or its beginning; empty outside of containers. */
  static Optional<String> find() {
    String mounts = "";
    try {
      mounts = Files.readString(MOUNTS);
    } catch (IOException elsewhere) {
      // Only Linux has it, and then the host name has to do.
    }
    return of(mounts, Optional.ofNullable(System.getenv("HOSTNAME")));
  }

  /**
   * @param mounts of a process, as in proc(5)'s {@code mountinfo}
   * @param hostname its host name
   */
  static Optional<String> of(String mounts, Optional<String> hostname) {
    Matcher m = MOUNT.matcher(mounts);
    return m.find() ? Optional.of(m.group(1)) : hostname.filter(h -> HOSTNAME.matcher(h).matches());
  }
}

package nightshift.bot.action.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the unit that this process runs in, from the control group that systemd put it into. */
final class OwnUnit {

  private static final Pattern UNIT = Pattern.compile("/([A-Za-z0-9_.:@-]{1,200}\\.service)");

  private OwnUnit() {}

  /** The innermost service; empty when this process is part of none. */
  static Optional<String> find() {
    try {
      return in(Files.readString(Path.of("/proc/self/cgroup")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The same from the file's text. */
  static Optional<String> in(String cgroup) {
    Optional<String> last = Optional.empty();
    Matcher m = UNIT.matcher(cgroup);
    while (m.find()) {
      last = Optional.of(m.group(1));
    }
    return last;
  }
}

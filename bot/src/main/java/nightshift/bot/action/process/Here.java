package nightshift.bot.action.process;

import java.util.List;
import java.util.Optional;
import nightshift.engine.diagnosis.Target;

/** Which targets are on this machine: {@code /proc} of another one cannot be read from here. */
final class Here {

  /** The machine as a whole. */
  static final String HOST = "host";

  /** What does not belong on the machine. */
  static final String SECURITY = "security";

  /** Every process that runs one program. */
  static final String PROCESS = "process";

  private static final List<String> WHOLE = List.of(HOST, SECURITY);

  private Here() {}

  /** Why this target cannot be looked at or acted on; empty when it can. */
  static Optional<String> refusal(Target target) {
    String name = target.name();
    if (name.startsWith("//")) {
      return Optional.of(
          target
              + " is on another machine, and processes are only seen on this one ("
              + target.kind()
              + (target.kind().equals(PROCESS) ? ":/usr/bin/name)" : ":local)"));
    }
    if (WHOLE.contains(target.kind())) {
      return name.equals("local")
          ? Optional.empty()
          : Optional.of("this machine is " + target.kind() + ":local, not " + target);
    }
    if (!target.kind().equals(PROCESS)) {
      return Optional.of(target + " is no process and no machine");
    }
    return name.startsWith("/")
        ? Optional.empty()
        : Optional.of("a process is named by its program's whole path, not by \"" + name + "\"");
  }
}

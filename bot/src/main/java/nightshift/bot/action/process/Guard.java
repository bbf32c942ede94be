package nightshift.bot.action.process;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightshift.bot.host.proc.ProcFs;
import nightshift.bot.host.proc.ProcessFacts;

/**
 * Which processes may be touched at all. Programs are compared by their whole path: a name that
 * merely contains another never counts.
 */
final class Guard {

  // Without these a machine cannot be reached or mended any more.
  private static final Set<String> NEVER =
      Set.of("init", "sshd", "dockerd", "containerd", "podman", "dbus-daemon", "agetty", "login");
  private static final int DEEPEST = 64;

  private final ProcFs proc;
  private final Set<String> allowed;

  /**
   * @param allowed whole paths of programs; empty allows none
   */
  Guard(ProcFs proc, List<String> allowed) {
    this.proc = proc;
    this.allowed = Set.copyOf(allowed);
  }

  /** Whether the operator listed this program. */
  boolean lists(String executable) {
    return allowed.contains(executable);
  }

  /** All that the operator listed, sorted. */
  List<String> listed() {
    return allowed.stream().sorted().toList();
  }

  /** Why this process is never touched, whoever asks; empty when it may be. */
  Optional<String> refusal(ProcessFacts p) {
    String who = p.shown() + " (pid " + p.pid() + ")";
    if (p.id().executable().isEmpty()) {
      return Optional.of(who + " belongs to the kernel, or its program is not ours to see");
    }
    if (p.pid() == 1) {
      return Optional.of(who + " is the machine's first process");
    }
    if (ourselves().contains(p.pid())) {
      return Optional.of(who + " is Nightshift itself, or what it runs under");
    }
    String program = p.program();
    if (NEVER.contains(program) || program.startsWith("systemd")) {
      return Optional.of(who + " is never touched: the machine needs it to be reached or mended");
    }
    return Optional.empty();
  }

  /** Why it is left to the container actions; empty when it does not run in a container. */
  Optional<String> contained(ProcessFacts p) {
    return p.container()
        .filter(c -> !proc.ownContainer().equals(Optional.of(c)))
        .map(c ->
            "%s (pid %d) runs in container %s; the container actions are for that"
                .formatted(p.shown(), p.pid(), c.substring(0, 12)));
  }

  private Set<Integer> ourselves() {
    Set<Integer> out = new HashSet<>();
    int pid = (int) ProcessHandle.current().pid();
    for (int i = 0; i < DEEPEST && pid > 0 && out.add(pid); i++) {
      pid = proc.find(pid).map(ProcessFacts::parent).orElse(0);
    }
    return out;
  }
}

package nightshift.engine.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A last check on custom commands, by parsed words and never by substring: the original design's
 * list of commands that no remediation should ever run. Typed actions do not need it.
 */
public final class DangerousCommands {

  private static final Set<String> SHELLS =
      Set.of("sh", "bash", "dash", "zsh", "ksh", "ash", "fish", "csh", "tcsh");
  private static final Set<String> WRAPPERS =
      Set.of(
          "sudo", "doas", "env", "nice", "nohup", "timeout", "setsid", "xargs", "busybox", "stdbuf",
          "ionice");

  private DangerousCommands() {}

  /** Why this command may never run; empty when nothing here speaks against it. */
  public static Optional<String> refuse(List<String> argv) {
    for (int i = 0; i < argv.size(); i++) {
      String program = name(argv.get(i));
      Optional<String> why = refuse(program, argv.subList(i + 1, argv.size()));
      if (why.isPresent()) {
        return why;
      }
      boolean wrapper = WRAPPERS.contains(program);
      boolean option =
          i > 0
              && (argv.get(i).startsWith("-")
                  || argv.get(i).contains("=")
                  || isNumber(argv.get(i)));
      if (!wrapper && !option) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<String> refuse(String program, List<String> args) {
    if (SHELLS.contains(program) && args.stream().anyMatch(a -> a.matches("-[a-z]*c[a-z]*"))) {
      return Optional.of("it hands a string to a shell (" + program + " -c)");
    }
    return switch (program) {
      case "rm" ->
          flag(args, 'r', "--recursive") || flag(args, 'R', "--recursive")
              ? broad(args).map(p -> "it removes " + p + " recursively")
              : Optional.empty();
      case "dd" ->
          args.stream()
              .filter(a -> a.startsWith("of=/dev/"))
              .findFirst()
              .map(a -> "it writes onto the device " + a.substring(3));
      case "chmod", "chown" ->
          flag(args, 'R', "--recursive")
              ? Optional.of("it changes owners or modes recursively")
              : Optional.empty();
      case "iptables", "ip6tables" ->
          flag(args, 'F', "--flush") ? Optional.of("it flushes the firewall") : Optional.empty();
      case "nft" ->
          args.contains("flush") ? Optional.of("it flushes the firewall") : Optional.empty();
      case "systemctl" ->
          args.stream().anyMatch(Set.of("stop", "mask", "poweroff", "reboot", "halt")::contains)
              ? Optional.of("it stops services with systemctl")
              : Optional.empty();
      case "shutdown", "reboot", "poweroff", "halt", "wipefs", "format" ->
          Optional.of("it runs " + program);
      default ->
          program.startsWith("mkfs") ? Optional.of("it makes a file system") : Optional.empty();
    };
  }

  private static Optional<String> broad(List<String> args) {
    return args.stream()
        .filter(a -> !a.startsWith("-"))
        .filter(a -> a.replaceAll("/+\\*?$", "").chars().filter(c -> c == '/').count() < 2)
        .filter(a -> a.startsWith("/") || a.equals("~") || a.equals("*") || a.equals("."))
        .findFirst();
  }

  private static boolean flag(List<String> args, char letter, String word) {
    return args.stream()
        .anyMatch(a ->
            a.equals(word) || (a.startsWith("-") && !a.startsWith("--") && a.indexOf(letter) > 0));
  }

  private static boolean isNumber(String a) {
    return a.matches("\\d+[smhd]?");
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

package nightshift.engine.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A last check on custom commands, by parsed words and never by substring: the original design's
 * list of commands that no remediation should ever run. Typed actions do not need it.
 */
public final class DangerousCommands {

  private static final Set<String> SHELLS =
      Set.of("sh", "bash", "dash", "zsh", "ksh", "ash", "fish", "csh", "tcsh");
  private static final Set<String> WRAPPERS =
      Set.of(
          "sudo",
          "doas",
          "env",
          "nice",
          "nohup",
          "timeout",
          "setsid",
          "xargs",
          "busybox",
          "stdbuf",
          "ionice",
          "chroot",
          "nsenter",
          "unshare",
          "flock",
          "su",
          "runuser",
          "parallel",
          "watch",
          "time",
          "exec",
          "command");
  private static final Pattern DISK =
      Pattern.compile("/dev/(sd|hd|vd|xvd|nvme|mmcblk|dm-|md|mapper/|disk/).*");

  private DangerousCommands() {}

  /** Why this command may never run; empty when nothing here speaks against it. */
  public static Optional<String> refuse(List<String> argv) {
    if (argv.isEmpty()) {
      return Optional.empty();
    }
    String first = name(argv.getFirst());
    List<String> args = argv.subList(1, argv.size());
    if (WRAPPERS.contains(first)) {
      return wrapped(first, args);
    }
    return program(first, args);
  }

  /** A wrapper's own options may take values, so every word after it may be the program. */
  private static Optional<String> wrapped(String wrapper, List<String> args) {
    if (wrapper.equals("env") && split(args)) {
      return Optional.of("it hands a string to env to be split (env -S)");
    }
    if (Set.of("su", "runuser").contains(wrapper) && commandOption(args)) {
      return Optional.of("it hands a string to a shell (" + wrapper + " -c)");
    }
    for (int i = 0; i < args.size(); i++) {
      Optional<String> why = program(name(args.get(i)), args.subList(i + 1, args.size()));
      if (why.isPresent()) {
        return why;
      }
    }
    return Optional.empty();
  }

  private static boolean split(List<String> args) {
    return args.stream().anyMatch(a -> a.startsWith("-S") || a.startsWith("--split-string"));
  }

  private static boolean commandOption(List<String> args) {
    return args.stream().anyMatch(a -> a.matches("-[a-z]*c[a-z]*") || a.startsWith("--command"));
  }

  private static Optional<String> program(String program, List<String> args) {
    if (SHELLS.contains(program) && args.stream().anyMatch(a -> a.matches("-[a-z]*c[a-z]*"))) {
      return Optional.of("it hands a string to a shell (" + program + " -c)");
    }
    return switch (program) {
      case "rm" ->
          flag(args, 'r', "--recursive") || flag(args, 'R', "--recursive")
              ? broad(args).map(p -> "it removes " + p + " recursively")
              : Optional.empty();
      case "find" -> find(args);
      case "dd" ->
          args.stream()
              .filter(a -> a.startsWith("of=/dev/"))
              .findFirst()
              .map(a -> "it writes onto the device " + a.substring(3));
      case "tee", "cp", "shred", "blkdiscard", "sgdisk", "parted", "fdisk", "cryptsetup" ->
          args.stream()
              .filter(a -> DISK.matcher(a).matches())
              .findFirst()
              .map(a -> "it writes onto the device " + a);
      case "chmod", "chown", "chgrp" ->
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

  /** Deleting below a place that is broad, or running something that is itself refused. */
  private static Optional<String> find(List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      if (args.get(i).matches("-(exec|execdir|ok|okdir)")) {
        List<String> command = args.subList(i + 1, args.size());
        boolean removes = !command.isEmpty() && name(command.getFirst()).equals("rm");
        Optional<String> why =
            removes
                ? broad(args.subList(0, i)).map(p -> "it removes what it finds below " + p)
                : refuse(command);
        if (why.isPresent()) {
          return why;
        }
      }
    }
    if (!args.contains("-delete")) {
      return Optional.empty();
    }
    boolean anywhere = args.getFirst().startsWith("-");
    return anywhere
        ? Optional.of("it deletes what it finds wherever it is started")
        : broad(args).map(p -> "it deletes what it finds below " + p);
  }

  private static Optional<String> broad(List<String> args) {
    return args.stream()
        .filter(a -> !a.startsWith("-"))
        .filter(DangerousCommands::isBroad)
        .findFirst();
  }

  /** The root, or a folder right below it, however it is written; home; here; everything. */
  private static boolean isBroad(String arg) {
    if (!arg.startsWith("/")) {
      return arg.equals("~")
          || arg.startsWith("~/") && depth(arg) == 0
          || arg.equals("*")
          || arg.equals(".")
          || arg.equals("./")
          || arg.equals("..")
          || arg.startsWith("../");
    }
    return depth(arg) < 2;
  }

  private static int depth(String path) {
    int depth = 0;
    for (String part : path.replaceFirst("^~", "").split("/+")) {
      switch (part) {
        case "", ".", "*", ".*", "?*" -> {}
        case ".." -> depth = Math.max(0, depth - 1);
        default -> depth++;
      }
    }
    return depth;
  }

  private static boolean flag(List<String> args, char letter, String word) {
    return args.stream()
        .anyMatch(a ->
            a.equals(word) || (a.startsWith("-") && !a.startsWith("--") && a.indexOf(letter) > 0));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

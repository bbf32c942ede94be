package nightshift.bot.host.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nightshift.bot.host.Command;
import nightshift.bot.host.Commands;

/**
 * What is sent to {@code /bin/sh} on the other machine, by its standard input. Not as the string of
 * {@code exec}: that one is read by the login shell of the user there, and not every login shell
 * quotes as POSIX does (fish takes a backslash between single quotes for an escape).
 *
 * <p>All of it stands between braces: a shell runs nothing of a group whose end has not come, so
 * that a connection cut in the middle leaves nothing half said.
 *
 * @param text the script
 * @param mark the line that it prints first; what a login shell says before is not the program's.
 *     Unlike any other, so that no program can pretend it
 */
record RemoteScript(String text, String mark) {

  private static final String RUN = "NIGHTSHIFT_RUN";

  /**
   * Runs the command with empty standard input, and nothing in its environment but its own and the
   * mark by which {@link #stopping} finds what belongs to it.
   *
   * @param nonce unlike any other
   * @throws IllegalArgumentException when an argument cannot be one
   */
  static RemoteScript of(Command command, String nonce) {
    String mark = "nightshift-" + nonce;
    String directory = command.directory().map(Object::toString).orElse("/");
    String path = command.environment().getOrDefault("PATH", Commands.PATH);
    String program = PosixWords.of(command.argv().getFirst());
    String text =
        "{\n"
            + ("echo " + mark + "\n")
            + ("PATH=" + PosixWords.of(path) + "; export PATH\n")
            + "CDPATH=; unset CDPATH\n"
            + ("cd " + PosixWords.of(directory) + " >/dev/null 2>&1 || { echo ")
            + (mark + " directory; exit 125; }\n")
            + ("command -v " + program + " >/dev/null 2>&1 || { echo ")
            + (mark + " program; exit 125; }\n")
            + ("exec env -i " + PosixWords.of(environment(command, path, nonce)) + " " + program)
            + (arguments(command) + " </dev/null 2>&1\n")
            + "}\n";
    return new RemoteScript(text, mark);
  }

  /**
   * Asks everything to end that a command left running there, and ends what does not within three
   * seconds. It finds the mark in the environments under {@code /proc}, so on Linux alone.
   */
  static RemoteScript stopping(String nonce, String stopNonce) {
    String mark = "nightshift-" + stopNonce;
    String find = "grep -l '" + RUN + "=" + nonce + "' /proc/[0-9]*/environ 2>/dev/null";
    String text =
        "{\n"
            + ("echo " + mark + "\nPATH='" + Commands.PATH + "'; export PATH\n")
            + "for s in TERM KILL; do\n"
            + ("for e in $(" + find + "); do\n")
            + "p=${e#/proc/}; kill -$s \"${p%/environ}\" 2>/dev/null; done\n"
            + ("for i in 1 2 3; do [ -z \"$(" + find + ")\" ] && exit 0; sleep 1; done\n")
            + "done; exit 1\n"
            + "}\n";
    return new RemoteScript(text, mark);
  }

  private static List<String> environment(Command command, String path, String nonce) {
    Map<String, String> all = new TreeMap<>(command.environment());
    all.put("PATH", path);
    all.put(RUN, nonce);
    List<String> words = new ArrayList<>();
    all.forEach((name, value) -> words.add(name + "=" + value));
    return words;
  }

  private static String arguments(Command command) {
    List<String> rest = command.argv().subList(1, command.argv().size());
    return rest.isEmpty() ? "" : " " + PosixWords.of(rest);
  }

  /** Whether this output says that the program was not started. */
  boolean notStarted(String output) {
    return output.contains(mark + " ");
  }

  /** Why it was not, for people. */
  String why(String output, Command command) {
    return output.contains(mark + " directory")
        ? "there is no folder " + command.directory().map(Object::toString).orElse("/")
        : "there is no program " + command.argv().getFirst();
  }
}

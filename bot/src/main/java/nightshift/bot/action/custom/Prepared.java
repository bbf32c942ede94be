package nightshift.bot.action.custom;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.Command;
import nightshift.bot.host.files.FileCopy;
import nightshift.bot.host.files.FileStat;
import nightshift.bot.host.files.Identity;
import nightshift.bot.host.files.Trouble;
import nightshift.engine.action.ActionException;
import nightshift.engine.alert.Text;
import nightshift.engine.policy.DangerousCommands;

/**
 * A command with everything filled in, and the program file in the state in which it was seen.
 *
 * @param command what would run
 * @param program the program's file: path, size, modification time in ns, device and inode, time of
 *     its last change of any sort in ns, and SHA-256 of its content
 */
record Prepared(Command command, String program) {

  private static final int LONGEST = 16_000;
  private static final long LARGEST = 64L << 20;

  /**
   * Looks whether it could and may run.
   *
   * @throws ActionException with {@code Effect.NONE} when not
   */
  static Prepared of(String action, Command command) throws ActionException, InterruptedException {
    Path path = Path.of(command.argv().getFirst());
    if (!path.isAbsolute()) {
      throw refused(action, "its program " + Argv.shown(path.toString()) + " has no absolute path");
    }
    if (command.argv().stream().mapToInt(String::length).sum() > LONGEST) {
      throw refused(action, "its arguments have more than 16,000 characters");
    }
    Optional<String> danger = DangerousCommands.refuse(command.argv());
    if (danger.isPresent()) {
      throw refused(action, "it is refused: " + danger.get());
    }
    if (command.directory().isPresent() && !Files.isDirectory(command.directory().get())) {
      throw refused(action, "there is no folder " + command.directory().get());
    }
    try {
      Path file = path.toRealPath();
      if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
        throw refused(action, path + " is no program that may be run");
      }
      return new Prepared(command, state(path, file));
    } catch (IOException e) {
      throw refused(action, "its program " + path + ": " + Trouble.of(e));
    }
  }

  private static String state(Path path, Path file) throws IOException, InterruptedException {
    // The content first: when it is written right after, the times that are read next tell.
    String content = content(file);
    FileStat stat = FileStat.of(file);
    Identity read = stat.identity();
    // No format: some languages have digits of their own, and this text is part of a digest.
    return String.join(
        " ",
        "program",
        Argv.quoted(path.toString()),
        Argv.quoted(file.toString()),
        Long.toString(read.size()),
        Long.toString(read.modified()),
        read.device() + ":" + read.inode(),
        Long.toString(stat.changed()),
        content);
  }

  private static String content(Path file) throws IOException, InterruptedException {
    if (Files.size(file) > LARGEST) {
      return "too large to read";
    }
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      return "sha256:" + FileCopy.hash(in);
    } catch (AccessDeniedException mayBeRunButNotRead) {
      return "not readable";
    }
  }

  /** Everything that people approve, one line each. Values of the environment may be secrets. */
  List<String> objects() {
    List<String> lines = new ArrayList<>();
    lines.add(program);
    for (int i = 1; i < command.argv().size(); i++) {
      lines.add("argument " + i + " " + Argv.quoted(command.argv().get(i)));
    }
    command.environment().keySet().stream().sorted().forEach(k -> lines.add("environment " + k));
    lines.add("directory " + directory());
    return lines;
  }

  /** Where it runs, for people. */
  String directory() {
    return command
        .directory()
        .map(d -> Argv.quoted(d.toString()))
        .orElse("an empty temporary folder");
  }

  /** The command line for people, at most {@code longest} characters. */
  String shown(int longest) {
    return Text.line(Argv.shown(command.argv()), longest);
  }

  private static ActionException refused(String action, String why) {
    return new ActionException(ActionException.Effect.NONE, "preparing " + action + ": " + why);
  }
}

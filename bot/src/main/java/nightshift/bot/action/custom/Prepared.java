package nightshift.bot.action.custom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import nightshift.bot.host.Command;
import nightshift.bot.host.Machine;
import nightshift.bot.host.Machines;
import nightshift.engine.action.ActionException;
import nightshift.engine.alert.Text;
import nightshift.engine.policy.DangerousCommands;

/**
 * A command with everything filled in, and the files that it is made of in the state in which they
 * were seen.
 *
 * @param command what would run
 * @param seen a line for the program's file, and one for each file among its inputs
 * @param place where it runs, and as whom
 */
record Prepared(Command command, List<String> seen, Place place) {

  private static final int LONGEST = 16_000;
  private static final String SUDO = "/usr/bin/sudo";

  Prepared {
    seen = List.copyOf(seen);
  }

  /**
   * Where, and as whom.
   *
   * @param machine the machine
   * @param user empty for whom Nightshift is there
   */
  record Place(Machine machine, Optional<String> user) {

    boolean here() {
      return machine.name().equals(Machines.LOCAL);
    }

    /** For people: {@code on nas as backup}; empty here and as ourselves. */
    String shown() {
      return (here() ? "" : " on " + machine.name()) + user.map(u -> " as " + u).orElse("");
    }
  }

  /** A file that is given to the program, and the folder that it has to be in. */
  record GivenFile(String input, Path file, Path folder) {}

  /**
   * Looks whether it could and may run.
   *
   * @throws ActionException with {@code Effect.NONE} when not
   */
  static Prepared of(String action, Command command, List<GivenFile> files, Place place)
      throws ActionException, InterruptedException {
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
    Sight sight = place.here() ? new HereSight() : new ThereSight(place.machine());
    try {
      List<String> seen = new ArrayList<>();
      seen.add("program " + sight.program(path));
      for (GivenFile f : files) {
        seen.add("file " + f.input() + " " + sight.file(f.file(), f.folder()));
      }
      if (command.directory().isPresent()) {
        sight.folder(command.directory().get());
      }
      return new Prepared(command, seen, place);
    } catch (Sight.Unfit e) {
      throw refused(action, String.valueOf(e.getMessage()));
    }
  }

  /**
   * What is really started: as another user by {@code sudo}, which asks for no password and hands
   * on the declared environment.
   */
  Command started() {
    if (place.user().isEmpty()) {
      return command;
    }
    List<String> argv = new ArrayList<>(List.of(SUDO, "-n", "-u", place.user().get()));
    if (!command.environment().isEmpty()) {
      argv.add(
          "--preserve-env="
              + String.join(",", command.environment().keySet().stream().sorted().toList()));
    }
    argv.add("--");
    argv.addAll(command.argv());
    return new Command(argv, command.environment(), command.directory(), command.timeout());
  }

  /** Everything that people approve, one line each. Values of the environment may be secrets. */
  List<String> objects(ValueMarks marks) {
    List<String> lines = new ArrayList<>(words());
    lines.addAll(seen.subList(1, seen.size()));
    new TreeMap<>(command.environment())
        .forEach((k, v) -> lines.add("environment " + k + " value marked " + marks.of(k, v)));
    lines.add("directory " + directory());
    if (!place.here()) {
      lines.add("machine " + place.machine().where());
    }
    place.user().ifPresent(u -> lines.add("user " + u));
    lines.add("stopped after " + command.timeout());
    return lines;
  }

  /** The program as it was seen, and its arguments, one line each. */
  List<String> words() {
    List<String> lines = new ArrayList<>();
    lines.add(seen.getFirst());
    for (int i = 1; i < command.argv().size(); i++) {
      lines.add("argument " + i + " " + Argv.quoted(command.argv().get(i)));
    }
    return lines;
  }

  /** Where it runs, for people. */
  String directory() {
    return command
        .directory()
        .map(d -> Argv.quoted(d.toString()))
        .orElse(place.here() ? "an empty temporary folder" : "/");
  }

  /** The command line for people, at most {@code longest} characters. */
  String shown(int longest) {
    return Text.line(Argv.shown(command.argv()) + place.shown(), longest);
  }

  private static ActionException refused(String action, String why) {
    return new ActionException(ActionException.Effect.NONE, "preparing " + action + ": " + why);
  }
}

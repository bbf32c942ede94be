package nightshift.bot.action.custom;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.Command;
import nightshift.bot.host.Machine;
import nightshift.engine.alert.Text;

/**
 * Files of another machine, looked at with its own {@code test}, {@code realpath} and {@code
 * sha256sum}.
 */
final class ThereSight implements Sight {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Machine machine;

  ThereSight(Machine machine) {
    this.machine = machine;
  }

  @Override
  public String program(Path path) throws Unfit, InterruptedException {
    if (run("test", "-x", path.toString()).exitCode() != 0) {
      throw new Unfit(path + " is no program that may be run on " + machine.name());
    }
    String real = real(path);
    Command.Ending sum = run("sha256sum", "--", real);
    return Argv.quoted(path.toString())
        + " "
        + Argv.quoted(real)
        + " "
        + (sum.exitCode() == 0 ? hash(sum) : "not readable");
  }

  @Override
  public String file(Path path, Path folder) throws Unfit, InterruptedException {
    String file = real(path);
    if (!Path.of(file).startsWith(real(folder))) {
      throw new Unfit(path + " leads out of " + folder + " on " + machine.name());
    }
    Command.Ending sum = run("sha256sum", "--", file);
    if (sum.exitCode() != 0) {
      throw new Unfit(
          path + " cannot be read on " + machine.name() + ": " + Text.line(sum.output(), 200));
    }
    return Argv.quoted(path.toString()) + " " + Argv.quoted(file) + " " + hash(sum);
  }

  @Override
  public void folder(Path path) throws Unfit, InterruptedException {
    if (run("test", "-d", path.toString()).exitCode() != 0) {
      throw new Unfit("there is no folder " + path + " on " + machine.name());
    }
  }

  private String real(Path path) throws Unfit, InterruptedException {
    Command.Ending end = run("realpath", "--", path.toString());
    if (end.exitCode() != 0 || !end.output().startsWith("/")) {
      throw new Unfit("there is no " + path + " on " + machine.name());
    }
    return end.output().strip();
  }

  private static String hash(Command.Ending sum) throws Unfit {
    String first = sum.output().strip().split("\\s", 2)[0].replace("\\", "");
    if (!first.matches("[0-9a-f]{64}")) {
      throw new Unfit("sha256sum answered something else than a sum");
    }
    return "sha256:" + first;
  }

  private Command.Ending run(String... argv) throws Unfit, InterruptedException {
    Command.Ending end =
        machine.run(new Command(List.of(argv), Map.of(), Optional.empty(), PATIENCE));
    if (!end.started()) {
      throw new Unfit(Text.line(end.output(), 600));
    }
    if (end.timedOut()) {
      throw new Unfit("looking at its files on " + machine.name() + ": " + end.unseen(PATIENCE));
    }
    return end;
  }
}

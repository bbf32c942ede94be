package nightshift.bot;

import java.time.InstantSource;
import java.util.List;
import nightshift.bot.cli.CommandFailed;
import nightshift.bot.cli.Exit;
import nightshift.bot.cli.Nightshift;
import nightshift.bot.cli.Terminal;

/** The program's entry: hands the command line over and returns its exit code. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> lastWords(thread, thrown));
    System.exit(
        Nightshift.run(
            Terminal.ofProcess(),
            InstantSource.system(),
            Thread::sleep,
            data -> {
              throw new CommandFailed(Exit.NOT_FOUND, "there is no ledger in " + data);
            },
            List.of(),
            args));
  }

  private static void lastWords(Thread thread, Throwable thrown) {
    System.err.println("nightshift: " + thread.getName() + " ended unexpectedly: " + thrown);
    if (thread.getName().equals("main")) {
      Runtime.getRuntime().halt(Exit.FAILED.code());
    }
  }
}

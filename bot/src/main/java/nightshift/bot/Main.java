package nightshift.bot;

import java.time.InstantSource;
import nightshift.bot.cli.Exit;
import nightshift.bot.cli.Nightshift;
import nightshift.bot.cli.Terminal;

/** The program's entry: hands the command line over and returns its exit code. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> lastWords(thread, thrown));
    InstantSource clock = InstantSource.system();
    System.exit(
        Nightshift.run(Terminal.ofProcess(), clock, Thread::sleep, new WholeHouse(clock), args));
  }

  private static void lastWords(Thread thread, Throwable thrown) {
    System.err.println("nightshift: " + thread.getName() + " ended unexpectedly: " + thrown);
    if (thread.getName().equals("main")) {
      Runtime.getRuntime().halt(Exit.FAILED.code());
    }
  }
}

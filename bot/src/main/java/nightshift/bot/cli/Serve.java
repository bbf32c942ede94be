package nightshift.bot.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the server until it is told to stop. */
@Command(
    name = "serve",
    description = "run the server until SIGTERM or Ctrl-C",
    footer = "A log-in link for the web room is printed; \"nightshift login\" prints more.")
final class Serve implements Callable<Integer> {

  /** The configuration that is taken when none is named. */
  static final Path USUAL = Path.of("nightshift.yaml");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the configuration (nightshift.yaml)")
  private Path config = USUAL;

  private final Terminal terminal;
  private final House house;

  Serve(Terminal terminal, House house) {
    this.terminal = terminal;
    this.house = house;
  }

  @Override
  public Integer call() throws InterruptedException {
    House.Running server = house.serve(config);
    untilStopped(server::close);
    terminal.out().println("nightshift " + Version.number() + " serves at " + server.address());
    server.people().stream()
        .findFirst()
        .ifPresent(name ->
            terminal
                .out()
                .println(
                    "log in as "
                        + name
                        + ", once, within 15 minutes: "
                        + server.address().resolve(server.loginPath(name))));
    new CountDownLatch(1).await();
    return Exit.OK.code();
  }

  /** Has this done when the process is told to end, before it ends. */
  static void untilStopped(Runnable last) {
    Runtime.getRuntime().addShutdownHook(new Thread(last, "nightshift-stop"));
  }
}

package nightshift.bot.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sun.misc.Signal;

/** Runs the server until it is told to stop. */
@Command(
    name = "serve",
    description = "run the server until SIGTERM or Ctrl-C; SIGHUP reads the configuration again",
    footer = "A log-in link for the web room is printed; \"nightshift login\" prints more.")
final class Serve implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(Serve.class);

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
    onHangUp(() -> server.reload("SIGHUP"));
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

  // The JDK has no other way to hear of a signal; where there is no SIGHUP, the API reloads.
  private static void onHangUp(Runnable deed) {
    try {
      Signal.handle(new Signal("HUP"), signal -> deed.run());
    } catch (IllegalArgumentException noSuchSignal) {
      LOG.debug("no SIGHUP on this system: {}", noSuchSignal.getMessage());
    }
  }

  /** Has this done when the process is told to end, before it ends. */
  static void untilStopped(Runnable last) {
    Runtime.getRuntime().addShutdownHook(new Thread(last, "nightshift-stop"));
  }
}

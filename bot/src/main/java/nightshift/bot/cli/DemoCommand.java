package nightshift.bot.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import nightshift.bot.demo.Browser;
import nightshift.bot.demo.Demo;
import nightshift.bot.demo.DemoTrouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the demo until it is told to stop. */
@Command(
    name = "demo",
    description = "break and heal things of its own, on this machine, for you to watch",
    footer = "Needs no Docker, no token and no configuration.")
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "keep everything in this folder, and go on with it next time")
  private @Nullable Path data;

  @Option(names = "--port", paramLabel = "N", description = "port on 127.0.0.1 (3100); 0 is any")
  private int port = 3100;

  @Option(names = "--no-browser", description = "do not open a browser")
  private boolean noBrowser;

  private final Terminal terminal;
  private final House house;
  private final InstantSource clock;

  DemoCommand(Terminal terminal, House house, InstantSource clock) {
    this.terminal = terminal;
    this.house = house;
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      Demo demo =
          Demo.start(
              new Demo.Wishes(Optional.ofNullable(data), port),
              house::serve,
              System.getenv(),
              clock);
      Serve.untilStopped(demo::close);
      demo.story().forEach(terminal.out()::println);
      if (!noBrowser) {
        Browser.open(demo.login(), System.getenv());
      }
      demo.breakIt(clock).forEach(line -> terminal.out().println("measured  " + line));
      terminal.out().println("The alerts are sent. Watch the web room; Ctrl-C ends the demo.");
      new CountDownLatch(1).await();
      return Exit.OK.code();
    } catch (DemoTrouble e) {
      throw new CommandFailed(Exit.FAILED, String.valueOf(e.getMessage()));
    }
  }
}

package nightshift.bot.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.Command;
import nightshift.bot.host.Commands;

/**
 * The small HTTP service: a process of its own, handled through the same script as by playbooks.
 */
final class DemoService {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path script;
  private final Commands commands;

  DemoService(Path script, Commands commands) {
    this.script = script;
    this.commands = commands;
  }

  /** Starts it; returns when it serves. */
  void start() throws DemoTrouble, InterruptedException {
    run("start");
  }

  /** Ends it at once, as a fault would. */
  void crash() throws DemoTrouble, InterruptedException {
    run("crash");
  }

  /** Stops it. */
  void stop() throws DemoTrouble, InterruptedException {
    run("stop");
  }

  private void run(String verb) throws DemoTrouble, InterruptedException {
    Command.Ending ending =
        commands.run(
            new Command(List.of(script.toString(), verb), Map.of(), Optional.empty(), PATIENCE));
    if (!ending.started() || ending.timedOut() || ending.exitCode() != 0) {
      throw new DemoTrouble("running " + script + " " + verb + ": " + ending.output().strip());
    }
  }

  /**
   * Checks that a port on the loopback address is free.
   *
   * @param wanted 0 for any
   * @return the port
   * @throws DemoTrouble when something listens there already
   */
  static int freePort(int wanted) throws DemoTrouble {
    try (ServerSocket socket = new ServerSocket()) {
      // As a server would: a port that only waits for the last packets of a former one is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      return socket.getLocalPort();
    } catch (IOException taken) {
      throw new DemoTrouble(
          "listening on 127.0.0.1:" + wanted + ": the port is in use; choose another with --port");
    }
  }
}

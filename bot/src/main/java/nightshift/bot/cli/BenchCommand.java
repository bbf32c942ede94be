package nightshift.bot.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nightshift.bot.bench.Bench;
import nightshift.bot.bench.Quantiles;
import nightshift.engine.port.Pacer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures this machine. */
@Command(
    name = "bench",
    description = "measure the engine on this machine",
    footer =
        "In this process, on a ledger in a temporary folder; the presses through the real Discord"
            + " room against a stand-in on the loopback. HTTP, networks and the actions' own time"
            + " are not part of it.")
final class BenchCommand implements Callable<Integer> {

  @Option(names = "--samples", paramLabel = "N", description = "journeys to measure (200)")
  private int samples = 200;

  @Option(names = "--presses", paramLabel = "N", description = "presses in Discord (1000)")
  private int presses = 1_000;

  @Option(names = "--rate", paramLabel = "N", description = "alerts a second of the intake (200)")
  private int rate = 200;

  @Option(names = "--seconds", paramLabel = "N", description = "how long the intake lasts (5)")
  private int seconds = 5;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "how to print (table)")
  private Format format = Format.table;

  private final Terminal terminal;
  private final InstantSource clock;
  private final Pacer pacer;

  BenchCommand(Terminal terminal, InstantSource clock, Pacer pacer) {
    this.terminal = terminal;
    this.clock = clock;
    this.pacer = pacer;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (IntStream.of(samples, presses, rate, seconds).anyMatch(n -> n < 1)) {
      throw new CommandFailed(
          Exit.USAGE, "--samples, --presses, --rate and --seconds must be 1 or more");
    }
    Path folder = Files.createTempDirectory("nightshift-bench-");
    try {
      Bench.Size size = new Bench.Size(samples, presses, rate, seconds);
      print(Bench.run(folder, size, clock, pacer));
      return Exit.OK.code();
    } finally {
      remove(folder);
    }
  }

  private void print(Bench.Report report) {
    if (format == Format.json) {
      terminal.out().println(Printing.json(new ObjectMapper().valueToTree(report)));
      return;
    }
    Table table = new Table("MEASURED (ms)", "SAMPLES", "P50", "P95", "P99", "MAX");
    row(table, "alert accepted to its card in a chat", report.toCard());
    row(table, "press to the first step begun", report.toStep());
    row(table, "press in Discord to its acknowledgement", report.toAcknowledgement());
    row(table, "taking in an alert, at " + rate + "/s", report.accept());
    table.lines().forEach(terminal.out()::println);
    terminal
        .out()
        .printf(
            "Discord waits 3 s for that acknowledgement: %d of %d presses took longer%n",
            report.late(), report.toAcknowledgement().count());
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%.0f alerts a second for %d s; waiting for a plan: %d at the end, %d at most%n",
            report.rate(),
            seconds,
            report.backlog(),
            report.worstBacklog());
    terminal
        .out()
        .printf(
            "in one process on %d processors, ledgers in %s; presses of Approve, Details and Reject in"
                + " the real Discord room, with a stand-in for Discord on the loopback; no network,"
                + " no real action%n",
            Runtime.getRuntime().availableProcessors(), System.getProperty("java.io.tmpdir"));
  }

  private static void row(Table table, String what, Quantiles q) {
    table.row(
        what,
        String.valueOf(q.count()),
        shown(q.p50()),
        shown(q.p95()),
        shown(q.p99()),
        shown(q.max()));
  }

  private static String shown(double millis) {
    return String.format(Locale.ROOT, "%.1f", millis);
  }

  private static void remove(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path p : deepestFirst) {
      Files.deleteIfExists(p);
    }
  }
}

package nightshift.bot.action.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import nightshift.bot.host.proc.CpuSample;
import nightshift.bot.host.proc.ProcFs;
import nightshift.bot.host.proc.ProcessFacts;
import nightshift.bot.host.proc.Sockets;

/**
 * What speaks against a process, in points. No single sign is enough: programs are upgraded while
 * they run, builds run from /tmp, and names are free to choose. A miner is called one by its whole
 * name, sustained use of the processor and a connection to a mining pool's port together.
 */
final class Suspicions {

  /** From this many points on a process is suspicious. */
  static final int ENOUGH = 60;

  private static final Set<String> MINERS =
      Set.of(
          "xmrig",
          "xmr-stak",
          "xmrigdaemon",
          "minerd",
          "cpuminer",
          "cgminer",
          "bfgminer",
          "ethminer",
          "nbminer",
          "t-rex",
          "lolminer",
          "phoenixminer",
          "nanominer",
          "teamredminer",
          "srbminer",
          "srbminer-multi",
          "kdevtmpfsi",
          "kinsing",
          "cryptonight",
          "minergate");
  private static final Set<Integer> POOLS =
      Set.of(
          3333, 3334, 3355, 4444, 5555, 6666, 7777, 8333, 9999, 10128, 10343, 14433, 14444, 20128,
          20535, 45560, 45700);
  private static final List<String> ODD_PLACES =
      List.of("/tmp/", "/var/tmp/", "/dev/shm/", "/run/shm/");

  private final ProcFs proc;
  private final double busy;
  private final Duration sustained;

  /**
   * @param busy from how many percent of one processor on it counts as much
   * @param sustained how old it has to be for that to count: a burst is nothing odd
   */
  Suspicions(ProcFs proc, double busy, Duration sustained) {
    this.proc = proc;
    this.busy = busy;
    this.sustained = sustained;
  }

  /** One sign, and what it weighs. */
  record Sign(int points, String words) {}

  /** A process and what speaks against it. */
  record Suspect(ProcessFacts process, List<Sign> signs) {
    Suspect {
      signs = List.copyOf(signs);
    }

    int points() {
      return signs.stream().mapToInt(Sign::points).sum();
    }

    boolean enough() {
      return points() >= ENOUGH;
    }

    /** The process, its points and each sign. */
    String shown() {
      String all =
          String.join("; ", signs.stream().map(s -> s.words() + " +" + s.points()).toList());
      return "%s (pid %d, %s): %d points: %s"
          .formatted(
              ApprovedProcess.written(process.shown()),
              process.pid(),
              process.user(),
              points(),
              all);
    }
  }

  /** Every process against which something speaks, the worst first. */
  List<Suspect> in(CpuSample sample) {
    return sample.all().stream()
        .filter(p -> !p.id().executable().isEmpty() && !p.ended())
        .map(p -> new Suspect(p, signs(p, lasting(p, sample.of(p)))))
        .filter(s -> !s.signs().isEmpty())
        .sorted(java.util.Comparator.comparingInt(s -> -s.points()))
        .toList();
  }

  /** What it uses now, or 0 when it is young or used far less for most of its life. */
  private double lasting(ProcessFacts p, double percent) {
    Duration age = ProcFs.age(proc, p).orElse(Duration.ZERO);
    double ever = p.cpu() * 1000.0 / Math.max(1, age.toMillis());
    return age.compareTo(sustained) >= 0 && ever >= busy / 2 ? percent : 0;
  }

  private List<Sign> signs(ProcessFacts p, double percent) {
    List<Sign> signs = new ArrayList<>(still(p, percent));
    // Connections are looked up only where they could tip the scale: it means reading every
    // descriptor of the process.
    if (signs.stream().mapToInt(Sign::points).sum() >= 30) {
      Set<Integer> pools = new TreeSet<>(Sockets.remotePorts(proc, p.id()));
      pools.retainAll(POOLS);
      if (!pools.isEmpty()) {
        signs.add(new Sign(30, "connected to port " + pools + ", as mining pools use"));
      }
    }
    return signs;
  }

  /** What its program and its use of the processor say. Pure. */
  List<Sign> still(ProcessFacts p, double percent) {
    List<Sign> signs = new ArrayList<>();
    String path = p.id().executable();
    if (path.startsWith("/memfd:")) {
      signs.add(new Sign(60, "its program never was a file"));
    } else if (p.deleted()) {
      signs.add(new Sign(30, "its program's file is deleted"));
    }
    ODD_PLACES.stream()
        .filter(path::startsWith)
        .findFirst()
        .ifPresent(place -> signs.add(new Sign(30, "runs from " + place)));
    if (MINERS.contains(p.program().toLowerCase(Locale.ROOT))) {
      signs.add(new Sign(20, "is called \"" + p.program() + "\", as a known miner"));
    }
    if (percent >= busy) {
      signs.add(new Sign(20, String.format(Locale.ROOT, "uses %.0f %% of a processor", percent)));
    }
    return signs;
  }
}

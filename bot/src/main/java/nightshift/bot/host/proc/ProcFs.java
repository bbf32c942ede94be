package nightshift.bot.host.proc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.engine.alert.Text;

/**
 * Reads processes out of {@code /proc} (proc(5)). A process that ends while it is read is simply
 * not there.
 */
public final class ProcFs {

  private static final Path ROOT = Path.of("/proc");
  private static final String DELETED = " (deleted)";
  private static final int MOST = 32_768;
  private static final int LONGEST = 64 * 1024;
  private static final Pattern CONTAINER =
      Pattern.compile("[/:-]([0-9a-f]{64})(?:\\.scope)?(?=/|$)", Pattern.MULTILINE);
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d{1,15}) kB");
  private static final String DENIED = "\0denied";

  private final Path root;

  /** This machine's. */
  public ProcFs() {
    this(ROOT);
  }

  /**
   * @param root where {@code /proc} is, for a recorded one
   */
  public ProcFs(Path root) {
    this.root = root;
  }

  /**
   * All processes.
   *
   * @param seen those that could be read
   * @param unseen how many have a program that is not ours to see
   */
  public record Processes(List<ProcessFacts> seen, int unseen) {
    public Processes {
      seen = List.copyOf(seen);
    }
  }

  /** Where this is. */
  Path root() {
    return root;
  }

  /**
   * Every process of this machine, 32,768 at most.
   *
   * @throws IOException when {@code /proc} itself cannot be read
   */
  public Processes all() throws IOException, InterruptedException {
    List<ProcessFacts> seen = new ArrayList<>();
    int unseen = 0;
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, "[0-9]*")) {
      for (Path folder : folders) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (seen.size() == MOST) {
          break;
        }
        Optional<ProcessFacts> read = read(folder);
        read.ifPresent(seen::add);
        unseen += read.isPresent() && denied(folder) ? 1 : 0;
      }
    }
    return new Processes(seen, unseen);
  }

  /** One process; empty when there is none of this number. */
  public Optional<ProcessFacts> find(int pid) {
    return read(root.resolve(String.valueOf(pid)));
  }

  /** Whether exactly this process still runs. */
  public boolean runs(ProcessId id) {
    return find(id.pid()).filter(p -> p.id().equals(id) && !p.ended()).isPresent();
  }

  /** The container that we run in ourselves, if any. */
  public Optional<String> ownContainer() {
    return text(root.resolve("self/cgroup")).flatMap(ProcFs::container);
  }

  /** How many tasks ran or wanted to, averaged over one, five and fifteen minutes. */
  public record Load(double one, double five, double fifteen) {}

  /** The load averages; empty when they cannot be read. */
  public static Optional<Load> load(ProcFs proc) {
    return text(proc.root.resolve("loadavg"))
        .map(t -> t.split(" "))
        .filter(f -> f.length > 3)
        .map(f ->
            new Load(Double.parseDouble(f[0]), Double.parseDouble(f[1]), Double.parseDouble(f[2])));
  }

  /** How long ago a process was started; empty when that cannot be read. */
  public static Optional<Duration> age(ProcFs proc, ProcessFacts p) {
    return text(proc.root.resolve("uptime"))
        .map(t -> Math.round(Double.parseDouble(t.split(" ")[0]) * 100) - p.id().start())
        .map(hundredths -> Duration.ofMillis(Math.max(0, hundredths) * 10));
  }

  private static Optional<ProcessFacts> read(Path folder) {
    try {
      Stat stat = Stat.read(first(folder.resolve("stat")));
      String link = executable(folder);
      boolean deleted = link.endsWith(DELETED);
      String path = deleted ? link.substring(0, link.length() - DELETED.length()) : link;
      String program = path.equals(DENIED) ? "" : path;
      return Optional.of(
          new ProcessFacts(
              new ProcessId(stat.pid(), stat.start(), program),
              Text.line(stat.name(), 60),
              stat.parent(),
              "ZX".indexOf(stat.state()) >= 0,
              stat.cpu(),
              resident(folder),
              stat.nice(),
              Files.getOwner(folder).getName(),
              deleted,
              text(folder.resolve("cgroup")).flatMap(ProcFs::container)));
    } catch (IOException | IllegalArgumentException endedMeanwhile) {
      return Optional.empty();
    }
  }

  private static String executable(Path folder) {
    try {
      return Files.readSymbolicLink(folder.resolve("exe")).toString();
    } catch (AccessDeniedException e) {
      return DENIED;
    } catch (IOException kernelThreadOrEnded) {
      return "";
    }
  }

  private static boolean denied(Path folder) {
    return executable(folder).equals(DENIED);
  }

  private static long resident(Path folder) {
    return text(folder.resolve("status"))
        .map(RESIDENT::matcher)
        .filter(Matcher::find)
        .map(m -> Long.parseLong(m.group(1)) * 1024)
        .orElse(0L);
  }

  /** The innermost container in a process's control groups. Pure. */
  static Optional<String> container(String cgroup) {
    Matcher m = CONTAINER.matcher(cgroup);
    Optional<String> last = Optional.empty();
    while (m.find()) {
      last = Optional.of(m.group(1));
    }
    return last;
  }

  private static String first(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
    }
  }

  /** A small file's text; empty when it cannot be read. */
  static Optional<String> text(Path file) {
    try {
      return Optional.of(first(file));
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  /** What {@code /proc/PID/stat} says; the name in the middle may hold anything. */
  private record Stat(
      int pid, String name, char state, int parent, long cpu, int nice, long start) {

    static Stat read(String line) {
      int open = line.indexOf('(');
      int close = line.lastIndexOf(')');
      if (open < 1 || close < open) {
        throw new IllegalArgumentException("no process");
      }
      String[] f = line.substring(close + 1).strip().split(" ");
      if (f.length < 20) {
        throw new IllegalArgumentException("no process");
      }
      return new Stat(
          Integer.parseInt(line.substring(0, open).strip()),
          line.substring(open + 1, close),
          f[0].charAt(0),
          Integer.parseInt(f[1]),
          Long.parseLong(f[11]) + Long.parseLong(f[12]),
          Integer.parseInt(f[16]),
          Long.parseLong(f[19]));
    }
  }
}

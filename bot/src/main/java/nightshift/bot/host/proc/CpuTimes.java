package nightshift.bot.host.proc;

import java.io.IOException;

/**
 * Processor time of the whole machine since it started, in hundredths of a second of one processor
 * ({@code /proc/stat}, first line). Time of guests is inside {@code user} and {@code nice}.
 */
public record CpuTimes(
    long user,
    long nice,
    long system,
    long idle,
    long iowait,
    long interrupts,
    long steal,
    int processors) {

  /**
   * Shares of the time between two looks, in percent of all processors together.
   *
   * @param busy everything but idle and waiting for disks
   * @param niced what processes used that let others go first; it is inside {@code busy}
   */
  public record Shares(
      double busy, double user, double niced, double system, double iowait, double steal) {}

  /** Reads it. */
  public static CpuTimes now(ProcFs proc) throws IOException {
    String all =
        ProcFs.text(proc.root().resolve("stat"))
            .orElseThrow(() -> new IOException("there is no " + proc.root().resolve("stat")));
    String[] f = all.lines().findFirst().orElse("").split("\\s+");
    if (f.length < 9 || !f[0].equals("cpu")) {
      throw new IOException(proc.root().resolve("stat") + " has no line \"cpu\"");
    }
    long[] n = new long[8];
    for (int i = 0; i < n.length; i++) {
      n[i] = Long.parseLong(f[i + 1]);
    }
    int processors = (int) all.lines().filter(l -> l.matches("cpu\\d+ .*")).count();
    return new CpuTimes(n[0], n[1], n[2], n[3], n[4], n[5] + n[6], n[7], Math.max(1, processors));
  }

  /** What happened between an earlier look and this one. */
  public Shares since(CpuTimes before) {
    double all = Math.max(1, total() - before.total());
    double rest = idle - before.idle;
    // The kernel's count of waiting is known to step back now and then.
    double waiting = Math.max(0, iowait - before.iowait);
    return new Shares(
        percent(all - rest - waiting, all),
        percent(user - before.user, all),
        percent(nice - before.nice, all),
        percent(system - before.system + interrupts - before.interrupts, all),
        percent(waiting, all),
        percent(steal - before.steal, all));
  }

  private long total() {
    return user + nice + system + idle + iowait + interrupts + steal;
  }

  private static double percent(double part, double all) {
    return Math.clamp(part * 100 / all, 0, 100);
  }
}

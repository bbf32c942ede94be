package nightshift.bot.action.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import nightshift.bot.host.proc.CpuSample;
import nightshift.bot.host.proc.ProcFs;
import nightshift.bot.host.proc.ProcessFacts;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Pacer;

/** What the probes of this family share: {@code /proc}, a way to wait, and their refusals. */
final class Looks {

  /** How many processes are named. */
  static final int NAMED = 10;

  final ProcFs proc;
  private final Pacer pacer;
  private final Duration window;

  /**
   * @param window how long processor time is measured
   */
  Looks(ProcFs proc, Pacer pacer, Duration window) {
    this.proc = proc;
    this.pacer = pacer;
    this.window = window;
  }

  /** Refuses targets that are not on this machine. */
  static void check(String probe, Target target) throws ProbeException {
    var refusal = Here.refusal(target);
    if (refusal.isPresent()) {
      throw new ProbeException(
          ProbeException.Kind.NO_SUCH_TARGET,
          "reading " + probe + " of " + target + ": " + refusal.get());
    }
  }

  static ProbeException blind(String probe, Target target, IOException e) {
    return new ProbeException(
        ProbeException.Kind.UNREACHABLE,
        "reading %s of %s: %s; this needs Linux with /proc mounted"
            .formatted(probe, target, e.getMessage()));
  }

  CpuSample sample(String probe, Target target) throws ProbeException, InterruptedException {
    check(probe, target);
    try {
      return sample();
    } catch (IOException e) {
      throw blind(probe, target, e);
    }
  }

  CpuSample sample() throws IOException, InterruptedException {
    return CpuSample.take(proc, pacer, window);
  }

  static String percent(double v) {
    return String.format(Locale.ROOT, "%.1f %%", v);
  }

  static String who(ProcessFacts p, String container) {
    return "pid %d, %s, %s%s"
        .formatted(
            p.pid(),
            p.user(),
            ApprovedProcess.written(p.shown()),
            container.isEmpty() ? "" : ", in container " + container);
  }
}

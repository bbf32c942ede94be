package nightshift.bot.action.disk;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.Machines;
import nightshift.bot.host.ProgramTrouble;
import nightshift.engine.action.Bytes;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/** {@code journal.usage}: what systemd's journals take, in MiB. Never bad by itself. */
final class JournalProbe implements Probe {

  private final Machines machines;
  private final InstantSource clock;

  JournalProbe(Machines machines, InstantSource clock) {
    this.machines = machines;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "journal.usage";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    Machines.Place place =
        machines
            .place(target)
            .orElseThrow(() ->
                new ProbeException(
                    ProbeException.Kind.NO_SUCH_TARGET,
                    "looking at " + target + ": the inventory has no such machine"));
    try {
      long bytes = new Journals(place.machine(), Journals.USUAL).usage();
      return new Reading(
          name(),
          target,
          true,
          bytes / (double) (1 << 20),
          Map.of(),
          Map.of("journal_bytes", bytes),
          List.of("the journals take " + Bytes.shown(bytes)),
          clock.instant());
    } catch (ProgramTrouble e) {
      throw new ProbeException(ProbeException.Kind.UNREACHABLE, String.valueOf(e.getMessage()));
    }
  }
}

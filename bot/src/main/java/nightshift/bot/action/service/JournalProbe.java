package nightshift.bot.action.service;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.systemd.Systemd;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code service.journal}: the last 50 entries of a unit's journal, cleaned, redacted, at most 8
 * KiB. A journal alone is never bad.
 */
final class JournalProbe implements Probe {

  private static final int ENTRIES = 50;
  private static final int BYTES = 8 * 1024;

  private final ServiceLooks looks;
  private final InstantSource clock;

  JournalProbe(ServiceLooks looks, InstantSource clock) {
    this.looks = looks;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "service.journal";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    ServiceLooks.Unit unit = looks.find(target);
    try {
      List<String> lines = Systemd.journal(unit.machine(), unit.name(), ENTRIES, BYTES);
      return new Reading(
          name(),
          target,
          true,
          null,
          Map.of(),
          Map.of("journal_lines", (long) lines.size()),
          lines,
          clock.instant());
    } catch (ProgramTrouble e) {
      throw ServiceLooks.blind(e);
    }
  }
}

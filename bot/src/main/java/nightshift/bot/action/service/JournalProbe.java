package nightshift.bot.action.service;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.systemd.UnitJournal;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code service.journal}: the last 50 entries about a unit's latest run, cleaned, redacted, at
 * most 8 KiB. A systemd that does not tell runs apart gives those of earlier ones too, which the
 * fact {@code journal_of_one_run} says. A journal alone is never bad.
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
      List<String> lines = UnitJournal.lines(unit.machine(), unit.facts(), ENTRIES, BYTES);
      return new Reading(
          name(),
          target,
          true,
          null,
          Map.of(),
          Map.of(
              "journal_lines", (long) lines.size(), "journal_of_one_run", unit.facts().tellsRuns()),
          lines,
          clock.instant());
    } catch (ProgramTrouble e) {
      throw ServiceLooks.blind(e);
    }
  }
}

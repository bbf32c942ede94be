package nightshift.bot.host.systemd;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import nightshift.bot.host.Machine;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.Programs;

/** Asks {@code journalctl} of a machine what was written by and about the latest run of a unit. */
public final class UnitJournal {

  private static final Duration LOOK = Duration.ofSeconds(10);

  private UnitJournal() {}

  /**
   * The last lines that a unit wrote in its latest run, and that systemd wrote about that: cleaned,
   * redacted. Where systemd does not tell one run from another, those of earlier runs are among
   * them.
   *
   * @param lines most lines
   * @param bytes most characters of all together; the oldest lines go first
   */
  public static List<String> lines(Machine machine, UnitFacts unit, int lines, int bytes)
      throws ProgramTrouble, InterruptedException {
    // Not by --since: with --lines, journalctl 252 counts from there on, and gives the oldest.
    String said =
        Programs.output(
            machine,
            "reading the journal of " + unit.id(),
            LOOK,
            List.of(
                "journalctl",
                "--quiet",
                "--no-pager",
                "--boot",
                "--output=json",
                "--output-fields=" + JournalEntry.FIELDS,
                "--lines=" + lines,
                "--unit=" + unit.id()));
    List<JournalEntry> entries =
        said.lines().map(line -> JournalEntry.read(unit.id(), line)).toList();
    Deque<String> kept = new ArrayDeque<>();
    int size = 0;
    for (JournalEntry entry : JournalEntry.latest(entries, unit.invocation()).reversed()) {
      size += entry.text().length();
      if (size > bytes) {
        break;
      }
      if (!entry.text().isBlank()) {
        kept.addFirst(entry.text());
      }
    }
    return List.copyOf(kept);
  }
}

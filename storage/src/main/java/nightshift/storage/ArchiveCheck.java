package nightshift.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightshift.engine.port.LedgerView.ChainReport;
import nightshift.storage.ChainStart.Attested;

/**
 * Follows the log from where the ledger begins back to its first event, file by file. Which files
 * there must be, the log says itself: the event that tells of an archive file is always newer than
 * what is in it, so it is in the ledger, or in a file that was checked before.
 */
final class ArchiveCheck {

  private static final int SHOWN = 4;

  private final Path folder;
  private final Map<Long, Attested> said = new HashMap<>();
  private final Set<Path> seen = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();
  private boolean known = true;

  private record Finding(long event, String what) {}

  private ArchiveCheck(Path folder) {
    this.folder = folder;
  }

  /**
   * Checks every archive file that there must be.
   *
   * @param start where the ledger begins
   * @param said what events in the ledger say about archive files
   * @param inLedger the report on the ledger itself; given back when the files are intact, too
   */
  static ChainReport run(Path folder, ChainStart start, List<Attested> said, ChainReport inLedger) {
    ArchiveCheck check = new ArchiveCheck(folder);
    said.forEach(check::heard);
    ChainStart end = start;
    while (end.seq() > 0) {
      end = check.fileThatEndsAt(end);
    }
    if (check.known) {
      check.strangers(start);
    }
    return check.findings.isEmpty() ? inLedger : check.report(inLedger.events());
  }

  private void heard(Attested archived) {
    said.put(archived.last(), archived);
  }

  /** Checks one file; gives where the one before it must end. */
  private ChainStart fileThatEndsAt(ChainStart end) {
    Attested archived = said.get(end.seq());
    if (archived == null) {
      known = false;
      findings.add(
          new Finding(1, "no event says which archive files have events 1 to " + end.seq()));
      return ChainStart.NONE;
    }
    Path file = folder.resolve(archived.file());
    seen.add(file);
    if (!Files.isRegularFile(file)) {
      findings.add(new Finding(archived.first(), "archive file %s is missing".formatted(file)));
      return before(archived);
    }
    FileCheck check = new FileCheck(archived.first() - 1, this::heard);
    try {
      ArchiveFile.read(file, check);
      check.end(end);
    } catch (IOException e) {
      check.found("it cannot be read: " + e.getMessage());
    }
    if (check.problem().isEmpty()) {
      return check.begin();
    }
    findings.add(new Finding(check.bad(), "archive file %s: %s".formatted(file, check.problem())));
    return before(archived);
  }

  /** Where a file that cannot say so itself must begin. */
  private ChainStart before(Attested archived) {
    long last = archived.first() - 1;
    Attested older = said.get(last);
    return new ChainStart(last, older == null ? "" : older.lastHash());
  }

  private void strangers(ChainStart start) {
    try {
      for (Path file : ArchiveFile.finished(folder, start)) {
        if (!seen.contains(file)) {
          findings.add(
              new Finding(ArchiveFile.first(file), "the log names no archive file " + file));
        }
      }
    } catch (IOException e) {
      findings.add(new Finding(1, "archive " + folder + ": " + e));
    }
  }

  private ChainReport report(long events) {
    findings.sort(Comparator.comparingLong(Finding::event));
    List<String> lines = new ArrayList<>();
    findings.stream().limit(SHOWN).map(Finding::what).forEach(lines::add);
    if (findings.size() > SHOWN) {
      lines.add("and " + (findings.size() - SHOWN) + " more");
    }
    return new ChainReport(events, findings.getFirst().event(), String.join("; ", lines));
  }
}

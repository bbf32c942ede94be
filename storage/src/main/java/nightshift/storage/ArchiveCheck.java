package nightshift.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import nightshift.engine.port.LedgerView.ChainReport;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes the hashes in archive files, from the first file that is there to where the log in the
 * ledger begins. Older files may be kept elsewhere.
 */
final class ArchiveCheck implements ArchiveFile.Reader {

  private final EventChain chain = new EventChain();
  private boolean begun;
  private long seq;
  private String hash = "";
  private @Nullable String problem;
  private long bad;

  private ArchiveCheck() {}

  /**
   * Checks a whole folder.
   *
   * @param inLedger the report on the ledger itself; given back when the files are intact, too
   */
  static ChainReport run(Path folder, ChainStart start, ChainReport inLedger) {
    ArchiveCheck check = new ArchiveCheck();
    List<Path> files;
    try {
      files = ArchiveFile.finished(folder, start);
      for (Path file : files) {
        check.file(file);
      }
    } catch (IOException e) {
      return new ChainReport(inLedger.events(), check.seq + 1, "archive " + folder + ": " + e);
    }
    if (!files.isEmpty()) {
      check.end(start);
    }
    String problem = check.problem;
    return problem == null ? inLedger : new ChainReport(inLedger.events(), check.bad, problem);
  }

  private void file(Path file) {
    if (problem == null) {
      try {
        ArchiveFile.read(file, this);
      } catch (IOException e) {
        found(seq + 1, "it cannot be read: " + e.getMessage());
      }
      problem = problem == null ? null : "archive file " + file.getFileName() + ": " + problem;
    }
  }

  @Override
  public void begin(ArchiveFile.Head head) {
    if (!begun) {
      seq = head.afterSeq();
      hash = head.afterHash();
      begun = true;
    } else if (head.afterSeq() != seq || !head.afterHash().equals(hash)) {
      found(seq + 1, "it does not begin where the file before it ends");
    }
  }

  @Override
  public void event(ArchiveFile.Line line) {
    if (problem != null) {
      return;
    }
    boolean fits = line.seq() == seq + 1 && chain.hash(hash, line.row()).equals(line.hash());
    if (fits) {
      seq = line.seq();
      hash = line.hash();
    } else {
      found(seq + 1, "event " + (seq + 1) + " was changed, or is missing");
    }
  }

  private void end(ChainStart start) {
    if (problem == null && !(seq == start.seq() && hash.equals(start.hash()))) {
      found(
          seq + 1,
          "the archive ends with event "
              + seq
              + ", and the ledger begins after event "
              + start.seq());
    }
  }

  private void found(long event, String what) {
    if (problem == null) {
      bad = event;
      problem = what;
    }
  }
}

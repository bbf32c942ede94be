package nightshift.storage;

import java.util.function.Consumer;
import nightshift.storage.ChainStart.Attested;

/** Recomputes the hashes in one archive file. Only the first thing that is wrong counts. */
final class FileCheck implements ArchiveFile.Reader {

  private static final Json JSON = new Json();

  private final EventChain chain = new EventChain();
  private final long expected;
  private final Consumer<Attested> archived;
  private ChainStart begin = ChainStart.NONE;
  private long seq;
  private String hash = "";
  private String problem = "";
  private long bad;

  /**
   * @param after the event after which it must begin
   * @param archived told what its events say about older files
   */
  FileCheck(long after, Consumer<Attested> archived) {
    this.expected = after;
    this.seq = after;
    this.archived = archived;
  }

  @Override
  public void begin(ArchiveFile.Head head) {
    begin = new ChainStart(head.afterSeq(), head.afterHash());
    hash = head.afterHash();
    if (head.afterSeq() != expected) {
      found("it begins after event " + head.afterSeq() + ", and not after " + expected);
    }
  }

  @Override
  public void event(ArchiveFile.Line line) {
    if (!problem.isEmpty()) {
      return;
    }
    if (line.seq() != seq + 1 || !chain.hash(hash, line.row()).equals(line.hash())) {
      found("event " + (seq + 1) + " was changed, or is missing");
      return;
    }
    seq = line.seq();
    hash = line.hash();
    if (line.type().equals(ChainStart.ARCHIVED)) {
      archived.accept(JSON.read(line.payload(), Attested.class));
    }
  }

  /** The file is over, and must have ended here. */
  void end(ChainStart end) {
    if (seq != end.seq() || !hash.equals(end.hash())) {
      found(
          "it ends with event %d, and does not fit what follows event %d"
              .formatted(seq, end.seq()));
    }
  }

  /** Notes that something is wrong with the event after those that fitted. */
  void found(String what) {
    if (problem.isEmpty()) {
      problem = what;
      bad = seq + 1;
    }
  }

  /** What is wrong; empty when nothing is. */
  String problem() {
    return problem;
  }

  /** The first event that does not fit. */
  long bad() {
    return bad;
  }

  /** After which event, with which hash, it says that it begins. */
  ChainStart begin() {
    return begin;
  }
}

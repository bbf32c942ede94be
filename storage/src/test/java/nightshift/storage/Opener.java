package nightshift.storage;

import java.nio.file.Path;
import java.time.InstantSource;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerException;

/** A process that has a ledger open until it is let go. Argument: the ledger. */
final class Opener {

  private Opener() {}

  public static void main(String[] args) throws Exception {
    try (Ledger ledger = SqliteLedger.open(Path.of(args[0]), InstantSource.system())) {
      ledger.write(tx -> tx.put("text"));
      System.out.println("open");
      System.in.read();
      // What was not used yet must still be there: the library's file is gone by now.
      boolean intact = ledger.read(v -> v.verifyChain().intact());
      System.out.println(intact);
    } catch (LedgerException e) {
      System.out.println(e.getMessage());
    }
  }
}

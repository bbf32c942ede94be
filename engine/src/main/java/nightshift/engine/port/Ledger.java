package nightshift.engine.port;

import java.util.function.Function;

/**
 * The only truth. Every method of a view sees one consistent state; a write is one transaction,
 * durable when {@link #write} returns, and does no I/O to the world inside.
 */
public interface Ledger extends AutoCloseable {

  /**
   * Runs a query.
   *
   * @throws LedgerException when the database cannot be read
   */
  <T> T read(Function<LedgerView, T> query);

  /**
   * Runs one transaction. When {@code work} throws, nothing of it is kept.
   *
   * @throws LedgerException when the database cannot be written (full, read-only, gone)
   */
  <T> T write(Function<LedgerTx, T> work);

  @Override
  void close();
}

package nightshift.engine.port;

import org.jspecify.annotations.Nullable;

/** The ledger cannot be read or written. Nothing of the transaction was kept. */
public final class LedgerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LedgerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

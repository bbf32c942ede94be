package nightshift.engine.port;

/** The ledger cannot be read or written. Nothing of the transaction was kept. */
public final class LedgerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}

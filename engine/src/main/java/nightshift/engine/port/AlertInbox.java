package nightshift.engine.port;

import nightshift.engine.alert.Signal;

/** The one door for problems. */
public interface AlertInbox {

  /** What came of a signal. */
  enum Admission {
    /** Written down; a plan may follow. */
    NEW,
    /** Known already. */
    REPEAT,
    /** An open firing was closed. */
    CLEARED,
    /** A problem ended that we did not know. */
    UNKNOWN
  }

  /**
   * Takes a signal. When it returns, the signal is durable.
   *
   * @throws LedgerException when it could not be written down: the source should try again
   */
  Admission accept(Signal signal);
}

package nightshift.engine.diagnosis;

import nightshift.engine.alert.Redaction;

/** A probe could not look. The message says what it looked at, what happened and what to do. */
public final class ProbeException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why the look failed. */
  public enum Kind {
    /** The thing looked at does not exist, or is not allowed to be looked at. */
    NO_SUCH_TARGET,
    /** The thing that would answer (Docker, a host) does not. */
    UNREACHABLE
  }

  private final Kind kind;

  /**
   * @param message secrets in it are taken out
   */
  public ProbeException(Kind kind, String message) {
    super(Redaction.of(message));
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}

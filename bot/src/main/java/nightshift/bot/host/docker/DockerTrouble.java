package nightshift.bot.host.docker;

/** Docker did not do what was asked. The message says what was asked, what happened, what to do. */
public final class DockerTrouble extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is known about the request. */
  public enum Kind {
    /** The name is malformed, not on the allow-list, or protected. Nothing was sent. */
    NOT_ALLOWED,
    /** There is no such container. Nothing was touched. */
    NO_SUCH_CONTAINER,
    /** The engine could not be reached. Nothing was sent. */
    UNREACHABLE,
    /** The engine answered that it will not, or cannot. Nothing was changed. */
    REFUSED,
    /** The request was sent and the answer never came: it may or may not have happened. */
    NO_ANSWER
  }

  private final Kind kind;

  DockerTrouble(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What is known about the request. */
  public Kind kind() {
    return kind;
  }
}

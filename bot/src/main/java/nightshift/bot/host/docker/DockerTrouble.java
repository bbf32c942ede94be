package nightshift.bot.host.docker;

import nightshift.engine.action.ActionException;

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

  /** What it means for a look before a deed: nothing was touched. */
  public ActionException refusal() {
    String why = String.valueOf(getMessage());
    return switch (kind) {
      case UNREACHABLE, NO_ANSWER -> ActionException.unanswered(why);
      case NOT_ALLOWED, NO_SUCH_CONTAINER, REFUSED ->
          new ActionException(ActionException.Effect.NONE, why);
    };
  }

  /** What is known about the request. */
  public Kind kind() {
    return kind;
  }
}

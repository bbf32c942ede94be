package nightshift.engine.playbook;

/** A compiled yes-or-no question about an alert and its diagnosis. */
@FunctionalInterface
public interface Condition {

  /**
   * @throws Unanswerable when a fact that it needs is missing or of another type
   */
  boolean holds(Facts facts) throws Unanswerable;

  /** The condition as the author wrote it. */
  default String source() {
    return "";
  }

  /** The question could not be answered; the message names the missing fact. */
  final class Unanswerable extends Exception {
    private static final long serialVersionUID = 1L;

    public Unanswerable(String message) {
      super(message);
    }
  }
}

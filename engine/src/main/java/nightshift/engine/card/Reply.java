package nightshift.engine.card;

import java.util.List;

/**
 * A message in a card's thread. The same key again replaces the earlier text (progress).
 *
 * @param kind what it is about; platforms may show it differently
 * @param title one line, plain text
 * @param body more lines, plain text; whole, platforms cut and attach the rest
 * @param mention roles to call; empty for nobody
 */
public record Reply(Kind kind, String title, String body, List<String> mention) {
  public Reply {
    mention = List.copyOf(mention);
  }

  /** What a reply is about. */
  public enum Kind {
    DECISION,
    PROGRESS,
    RESULT,
    VERIFICATION,
    UNDO,
    NOTICE,
    FAILURE
  }
}

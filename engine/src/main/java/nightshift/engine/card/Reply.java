package nightshift.engine.card;

import java.util.List;

/**
 * A message in a card's thread. The same key again replaces the earlier text (progress).
 *
 * @param kind what it is about; platforms may show it differently
 * @param title one line, plain text
 * @param body more lines, plain text; whole, platforms cut and attach the rest
 * @param mention roles, and names of people, to call; empty for nobody
 * @param direct roles whose people get it as a direct message too, where a platform can; empty for
 *     nobody
 */
public record Reply(
    Kind kind, String title, String body, List<String> mention, List<String> direct) {
  public Reply {
    mention = List.copyOf(mention);
    // What an earlier version wrote down has no such list.
    direct = direct == null ? List.of() : List.copyOf(direct);
  }

  /** A reply without direct messages. */
  public Reply(Kind kind, String title, String body, List<String> mention) {
    this(kind, title, body, mention, List.of());
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

package nightshift.engine.card;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message in a card's thread. The same key again replaces the earlier text (progress).
 *
 * @param kind what it is about; platforms may show it differently
 * @param title one line, plain text
 * @param body more lines, plain text; whole, platforms cut and attach the rest
 * @param mention roles, and names of people, to call; empty for nobody
 * @param direct roles whose people get it as a direct message too, where a platform can; empty for
 *     nobody
 * @param page where more of it is: an address, or as long as nobody said what the web room's is, a
 *     path there; null for nowhere. It is ours to the last letter, so platforms make a link of it
 */
public record Reply(
    Kind kind,
    String title,
    String body,
    List<String> mention,
    List<String> direct,
    @Nullable String page) {
  public Reply {
    mention = List.copyOf(mention);
    // What an earlier version wrote down has no such list.
    direct = direct == null ? List.of() : List.copyOf(direct);
  }

  /** A reply without direct messages. */
  public Reply(Kind kind, String title, String body, List<String> mention) {
    this(kind, title, body, mention, List.of());
  }

  /** A reply that has all there is to say. */
  public Reply(Kind kind, String title, String body, List<String> mention, List<String> direct) {
    this(kind, title, body, mention, direct, null);
  }

  /** The same with a path in the web room where more of it is. */
  public Reply seeing(String path) {
    return new Reply(kind, title, body, mention, direct, path);
  }

  /**
   * The same with the page's whole address.
   *
   * @param room where people reach the web room
   */
  public Reply reachedAt(URI room) {
    return page == null || !page.startsWith("/")
        ? this
        : new Reply(
            kind, title, body, mention, direct, room.toString().replaceAll("/+$", "") + page);
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

package nightshift.engine.port;

import nightshift.engine.card.Card;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.learn.Report;
import org.jspecify.annotations.Nullable;

/**
 * A place where people read cards and press buttons. Posting is idempotent by key: the same key
 * again does not make a second message.
 */
public interface ChatPlatform extends AutoCloseable {

  /** {@code web}, {@code discord}, {@code matrix}. */
  String name();

  /** Begins to listen; presses go to {@code inbox}. Returns at once. */
  void start(ChatInbox inbox);

  /** Posts a card. */
  CardRef post(String key, Card card) throws ChatException, InterruptedException;

  /** Shows the newest state in a card that was posted. */
  void edit(CardRef ref, Card card) throws ChatException, InterruptedException;

  /**
   * Writes into the card's thread.
   *
   * @param existing the message to replace; null to post a new one
   * @return the platform's own name of the message
   */
  String reply(CardRef ref, @Nullable String existing, String key, Reply reply)
      throws ChatException, InterruptedException;

  /**
   * Shows a report where everybody sees it; the same key again does not show it twice.
   *
   * @return whether this platform has a place for it
   */
  default boolean report(String key, Report report) throws ChatException, InterruptedException {
    return false;
  }

  /** How the platform is. */
  Health health();

  @Override
  void close();
}

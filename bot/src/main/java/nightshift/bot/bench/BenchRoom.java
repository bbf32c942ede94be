package nightshift.bot.bench;

import nightshift.engine.card.Card;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.port.ChatInbox;
import nightshift.engine.port.ChatPlatform;
import nightshift.engine.port.Health;
import org.jspecify.annotations.Nullable;

/** A chat platform in this process that notes when it got a card. */
final class BenchRoom implements ChatPlatform {

  private final Stopwatches stopwatches;

  BenchRoom(Stopwatches stopwatches) {
    this.stopwatches = stopwatches;
  }

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public void start(ChatInbox inbox) {
    // Nobody presses here: the bench presses through the engine's own door.
  }

  @Override
  public CardRef post(String key, Card card) {
    stopwatches.mark("card", String.valueOf(card.plan().number()));
    return new CardRef(name(), String.valueOf(card.plan().number()));
  }

  @Override
  public void edit(CardRef ref, Card card) {
    // Only the first showing is measured.
  }

  @Override
  public String reply(CardRef ref, @Nullable String existing, String key, Reply reply) {
    return key;
  }

  @Override
  public Health health() {
    return Health.OK;
  }

  @Override
  public void close() {
    // It has nothing open.
  }
}

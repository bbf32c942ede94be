package nightshift.engine.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import nightshift.engine.card.Card;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.learn.Report;
import nightshift.engine.port.ChatException;
import nightshift.engine.port.ChatInbox;
import nightshift.engine.port.ChatPlatform;
import nightshift.engine.port.Health;
import org.jspecify.annotations.Nullable;

/** A chat platform in memory, under the same contract as the real ones. Can be made to fail. */
public final class MemoryRoom implements ChatPlatform {

  private final Map<String, Card> cards = new LinkedHashMap<>();
  private final Map<String, String> byKey = new LinkedHashMap<>();
  private final Map<String, Map<String, Reply>> threads = new LinkedHashMap<>();
  private final List<Card> shown = new ArrayList<>();
  private final Map<String, Report> reports = new LinkedHashMap<>();
  private volatile CountDownLatch answers = new CountDownLatch(0);
  private int posted;
  private int posts;
  private ChatException.@Nullable Kind trouble;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public void start(ChatInbox inbox) {}

  /** From now on every call fails like this; null for no trouble. */
  public synchronized void fail(ChatException.@Nullable Kind kind) {
    trouble = kind;
  }

  /** From now on cards arrive, but nobody hears of it until the latch is down. */
  public CountDownLatch holdAnswers() {
    answers = new CountDownLatch(1);
    return answers;
  }

  @Override
  public CardRef post(String key, Card card) throws ChatException, InterruptedException {
    CardRef there = posted(key, card);
    answers.await();
    return there;
  }

  private synchronized CardRef posted(String key, Card card) throws ChatException {
    check();
    posts++;
    String ref = byKey.computeIfAbsent(key, k -> "message-" + ++posted);
    cards.put(ref, card);
    shown.add(card);
    return new CardRef(name(), ref);
  }

  @Override
  public synchronized void edit(CardRef ref, Card card) throws ChatException {
    check();
    if (!cards.containsKey(ref.ref())) {
      throw new ChatException(ChatException.Kind.GONE, "no message " + ref.ref(), Duration.ZERO);
    }
    cards.put(ref.ref(), card);
    shown.add(card);
  }

  @Override
  public synchronized String reply(CardRef ref, @Nullable String existing, String key, Reply reply)
      throws ChatException {
    check();
    Map<String, Reply> thread = threads.computeIfAbsent(ref.ref(), r -> new LinkedHashMap<>());
    String id = existing != null ? existing : key;
    thread.put(id, reply);
    return id;
  }

  private void check() throws ChatException {
    if (trouble != null) {
      throw new ChatException(trouble, "the room is closed", Duration.ZERO);
    }
  }

  /** Deletes a message, as a moderator would. */
  public synchronized void delete(CardRef ref) {
    cards.remove(ref.ref());
    byKey.values().remove(ref.ref());
  }

  /** How often a card was handed in to be posted. */
  public synchronized int posts() {
    return posts;
  }

  /** Every card as it was shown, in order. */
  public synchronized List<Card> shown() {
    return List.copyOf(shown);
  }

  /** The cards that stand in the room now. */
  public synchronized List<Card> cards() {
    return List.copyOf(cards.values());
  }

  /** The replies under all cards, in order. */
  public synchronized List<Reply> replies() {
    return threads.values().stream().flatMap(t -> t.values().stream()).toList();
  }

  @Override
  public synchronized boolean report(String key, Report report) throws ChatException {
    check();
    reports.putIfAbsent(key, report);
    return true;
  }

  /** The reports shown, by key. */
  public synchronized Map<String, Report> reports() {
    return Map.copyOf(reports);
  }

  @Override
  public Health health() {
    return trouble == null ? Health.OK : Health.bad("the room is closed");
  }

  @Override
  public void close() {}
}

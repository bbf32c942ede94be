package nightshift.bot.chat.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one listening page has yet to be told. Equal signals count once; when too many gather, the
 * page is told to fetch everything. Nobody who offers ever waits for the page.
 */
final class LiveClient {

  /** The signal that says: fetch everything. */
  static final String REFRESH = "refresh";

  /** The signal that carries a sentence for screen readers. */
  static final String SAY = "say";

  // Browsers keep events without data to themselves.
  private static final String CHANGED = "changed";
  private static final int MOST_SIGNALS = 64;
  private static final int MOST_SENTENCES = 5;
  private static final Duration GATHER = Duration.ofMillis(120);

  /** One event to write. */
  record Signal(String name, String data) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition something = lock.newCondition();
  private final Set<String> names = new LinkedHashSet<>();
  private final List<String> sentences = new ArrayList<>();
  private long sentAt = System.nanoTime() - GATHER.toNanos();
  private boolean woken;

  /** Adds a signal. */
  void offer(String name) {
    lock.lock();
    try {
      if (names.size() >= MOST_SIGNALS) {
        names.clear();
        names.add(REFRESH);
      }
      names.add(name);
      something.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Adds a sentence; the oldest goes when there are too many to listen to. */
  void say(String sentence) {
    lock.lock();
    try {
      if (sentences.size() == MOST_SENTENCES) {
        sentences.removeFirst();
      }
      sentences.add(sentence);
      something.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The page is behind. */
  void refreshAll() {
    offer(REFRESH);
  }

  /** Ends a wait. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      something.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for signals. The first after a quiet time comes at once; the next gather for a moment, so
   * that a storm is one fetch and not a hundred.
   *
   * @return empty when nothing came within {@code longest}
   */
  List<Signal> await(Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (names.isEmpty() && sentences.isEmpty() && left > 0 && !woken) {
        left = something.awaitNanos(left);
      }
      long gather = sentAt + GATHER.toNanos() - System.nanoTime();
      while (gather > 0 && !woken) {
        gather = something.awaitNanos(gather);
      }
      return drain();
    } finally {
      lock.unlock();
    }
  }

  private List<Signal> drain() {
    List<Signal> out = new ArrayList<>();
    names.forEach(n -> out.add(new Signal(n, CHANGED)));
    if (!sentences.isEmpty()) {
      out.add(new Signal(SAY, Html.escaped(String.join(" ", sentences))));
    }
    names.clear();
    sentences.clear();
    sentAt = System.nanoTime();
    return out;
  }
}

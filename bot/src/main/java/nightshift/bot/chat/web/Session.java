package nightshift.bot.chat.web;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** One browser of one person. Thread-safe. */
final class Session {

  private static final int MOST_NOTICES = 5;

  private final String person;
  private final String csrf = RandomIds.next();
  private final Instant openedAt;
  private volatile Instant lastSeen;
  private final Deque<Notice> notices = new ArrayDeque<>();

  Session(String person, Instant openedAt) {
    this.person = person;
    this.openedAt = openedAt;
    this.lastSeen = openedAt;
  }

  /** The configured name of the person. */
  String person() {
    return person;
  }

  /** What every form of this session carries. */
  String csrf() {
    return csrf;
  }

  /** Whether it still counts: seen within 12 h, and not older than 7 days. */
  boolean alive(Instant now) {
    return now.isBefore(lastSeen.plus(Sessions.IDLE)) && now.isBefore(openedAt.plus(Sessions.MAX));
  }

  /** The person did something. */
  void seen(Instant now) {
    lastSeen = now;
  }

  /** Keeps an answer for the next page, for browsers that come back by a redirect. */
  synchronized void tell(Notice notice) {
    if (notices.size() == MOST_NOTICES) {
      notices.removeFirst();
    }
    notices.addLast(notice);
  }

  /** The kept answers, once. */
  synchronized List<Notice> heard() {
    List<Notice> out = List.copyOf(notices);
    notices.clear();
    return out;
  }
}

package nightshift.bot.chat.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.plan.Digests;

/**
 * Who is logged in. Ids are kept only as hashes, in memory: after a restart people log in again.
 * Thread-safe.
 */
final class Sessions {

  /** A session ends after this long without a request. */
  static final Duration IDLE = Duration.ofHours(12);

  /** A session ends after this long in any case. */
  static final Duration MAX = Duration.ofDays(7);

  private static final int MOST = 500;

  private final InstantSource clock;
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /** Begins a session; the oldest goes when there are too many. Returns the id for the cookie. */
  synchronized String open(String person) {
    Instant now = clock.instant();
    sessions.values().removeIf(s -> !s.alive(now));
    if (sessions.size() >= MOST) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    String id = RandomIds.next();
    sessions.put(Digests.sha256(id), new Session(person, now));
    return id;
  }

  /** The session of this id, if it still counts; does not prolong it. */
  synchronized Optional<Session> find(String id) {
    return Optional.ofNullable(sessions.get(Digests.sha256(id)))
        .filter(s -> s.alive(clock.instant()));
  }

  /** Ends it. */
  synchronized void close(String id) {
    sessions.remove(Digests.sha256(id));
  }
}

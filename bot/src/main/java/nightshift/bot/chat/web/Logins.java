package nightshift.bot.chat.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.plan.Digests;
import nightshift.engine.policy.Person;

/**
 * One-time links by which people log in. A code is kept only as its hash, works once, and lapses
 * after 15 minutes. Thread-safe; nothing survives a restart.
 */
public final class Logins {

  /** How long a link works. */
  public static final Duration LIFETIME = Duration.ofMinutes(15);

  private static final int MOST = 200;

  private record Link(String person, Instant until) {}

  private final InstantSource clock;
  private final Map<String, Link> links = new LinkedHashMap<>();

  /**
   * @param clock decides when a link has lapsed
   */
  public Logins(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Makes a link for this person. The oldest link goes when too many are open.
   *
   * @return path and query, to be put behind the server's own address
   */
  public synchronized String mint(Person person) {
    Instant now = clock.instant();
    links.values().removeIf(l -> !l.until().isAfter(now));
    if (links.size() >= MOST) {
      links.remove(links.keySet().iterator().next());
    }
    String code = RandomIds.next();
    links.put(Digests.sha256(code), new Link(person.name(), now.plus(LIFETIME)));
    return "/login?code=" + code;
  }

  /** Whom this code would log in; empty when it is unknown, used or lapsed. Uses nothing up. */
  synchronized Optional<String> peek(String code) {
    return Optional.ofNullable(links.get(Digests.sha256(code)))
        .filter(l -> l.until().isAfter(clock.instant()))
        .map(Link::person);
  }

  /** Uses the code up. Of two at once, one gets the name. */
  synchronized Optional<String> consume(String code) {
    Optional<String> person = peek(code);
    links.remove(Digests.sha256(code));
    return person;
  }
}

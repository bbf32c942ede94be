package nightshift.bot.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Slows down whoever guesses credentials, per remote address. Only wrong credentials are slowed, so
 * that a guesser behind the same proxy locks nobody out.
 */
public final class Attempts {

  /** Wrong credentials that one address may show per {@link #WINDOW}. */
  public static final int ALLOWED = 10;

  /** How long wrong credentials are remembered, from the first one. */
  public static final Duration WINDOW = Duration.ofMinutes(1);

  /** After so long without one, an address begins anew. */
  static final Duration FORGOTTEN = Duration.ofHours(1);

  // Bounded, so that many addresses cannot fill the memory: the oldest are forgotten first.
  private static final int REMEMBERED = 10_000;
  private static final Duration BETWEEN_LINES = Duration.ofHours(1);

  /** What one address has shown: in the window that is open, and since it began. */
  private record Tally(int wrong, Instant since, Tried tried, Instant last, Instant told) {}

  /**
   * What an address has tried so far.
   *
   * @param all wrong credentials since it began, those too that were turned away unread
   * @param began when
   * @param telling whether this one is worth a line in the log: the first, the tenth, the
   *     hundredth, and so on, and one an hour
   */
  public record Tried(long all, Instant began, boolean telling) {}

  private final InstantSource clock;
  private final Cache<String, AtomicReference<Tally>> tallies =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterAccess(FORGOTTEN).build();

  /** Counts by this clock. */
  public Attempts(InstantSource clock) {
    this.clock = clock;
  }

  /** How long this address has to wait before another wrong credential counts; empty when not. */
  public Optional<Duration> wait(String address) {
    AtomicReference<Tally> held = tallies.getIfPresent(address);
    if (held == null) {
      return Optional.empty();
    }
    Tally tally = Objects.requireNonNull(held.get());
    Duration left = Duration.between(clock.instant(), tally.since().plus(WINDOW));
    return tally.wrong() < ALLOWED || !left.isPositive() ? Optional.empty() : Optional.of(left);
  }

  /** Notes a wrong credential, one that has to wait too. */
  public Tried wrong(String address) {
    Instant now = clock.instant();
    AtomicReference<Tally> held = tallies.get(address, _ -> new AtomicReference<>(none(now)));
    return held.updateAndGet(t -> next(t, now)).tried();
  }

  private static Tally none(Instant now) {
    return new Tally(0, now, new Tried(0, now, false), now, now);
  }

  private static Tally next(Tally before, Instant now) {
    Tally t = before.last().plus(FORGOTTEN).isAfter(now) ? before : none(now);
    long all = t.tried().all() + 1;
    boolean telling = round(all) || !t.told().plus(BETWEEN_LINES).isAfter(now);
    boolean open = t.since().plus(WINDOW).isAfter(now);
    return new Tally(
        open ? t.wrong() + 1 : 1,
        open ? t.since() : now,
        new Tried(all, t.tried().began(), telling),
        now,
        telling ? now : t.told());
  }

  private static boolean round(long n) {
    return n == 1 || (n % 10 == 0 && round(n / 10));
  }
}

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

  // Bounded, so that many addresses cannot fill the memory: the oldest are forgotten first.
  private static final int REMEMBERED = 10_000;

  private record Tally(int wrong, Instant since) {}

  private final InstantSource clock;
  private final Cache<String, AtomicReference<Tally>> tallies =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterWrite(WINDOW.multipliedBy(2))
          .build();

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

  /** Notes a wrong credential; returns how many this address has shown in its window. */
  public int wrong(String address) {
    Instant now = clock.instant();
    AtomicReference<Tally> held =
        tallies.get(address, _ -> new AtomicReference<>(new Tally(0, now)));
    return held.updateAndGet(t ->
            t.since().plus(WINDOW).isAfter(now)
                ? new Tally(t.wrong() + 1, t.since())
                : new Tally(1, now))
        .wrong();
  }
}

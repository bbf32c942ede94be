package nightshift.bot.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A generous limit of requests per person, so that one runaway script leaves room for others. */
public final class Pace {

  /** Requests per second that one person may keep up. */
  public static final int PER_SECOND = 2_000;

  private static final int BURST = 2 * PER_SECOND;

  private record Bucket(double tokens, Instant at) {}

  private final InstantSource clock;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(1)).build();

  /** Counts by this clock. */
  public Pace(InstantSource clock) {
    this.clock = clock;
  }

  /** Counts one request; false when the person asks too much. */
  public boolean allows(String person) {
    Instant now = clock.instant();
    Bucket left =
        buckets
            .asMap()
            .compute(person, (_, b) -> b == null ? new Bucket(BURST - 1.0, now) : take(b, now));
    return left.tokens() >= 0;
  }

  private static Bucket take(Bucket b, Instant now) {
    double grown = Duration.between(b.at(), now).toNanos() / 1e9 * PER_SECOND;
    double tokens = Math.min(BURST, Math.max(-1, b.tokens()) + Math.max(0, grown));
    return new Bucket(tokens - 1, now);
  }
}

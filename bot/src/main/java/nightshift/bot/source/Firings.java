package nightshift.bot.source;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import nightshift.engine.plan.Digests;

/** Names and times of firings, the same for every source that speaks over HTTP. */
public final class Firings {

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Duration CLOCK_SKEW = Duration.ofDays(1);
  private static final int ID_LENGTH = 32;
  private static final int FINGERPRINT_LENGTH = 16;

  private Firings() {}

  /** Our own name for a firing: the same firing always has the same. */
  public static String id(String source, String fingerprint, Instant startsAt) {
    return hash(List.of(source, fingerprint, startsAt.toString())).substring(0, ID_LENGTH);
  }

  /** A stable name for a problem whose sender gave none, out of what identifies it. */
  public static String fingerprint(List<String> parts, Map<String, String> labels) {
    List<String> all = new java.util.ArrayList<>(parts);
    labels.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> all.addAll(List.of(e.getKey(), e.getValue())));
    return hash(all).substring(0, FINGERPRINT_LENGTH);
  }

  /** Whether a time can be meant: not before this century, at most a day ahead of us. */
  public static boolean plausible(Instant time, Instant now) {
    return !time.isBefore(EARLIEST) && !time.isAfter(now.plus(CLOCK_SKEW));
  }

  // Lengths are part of the text, so that no two lists share one.
  private static String hash(List<String> parts) {
    StringBuilder out = new StringBuilder();
    parts.forEach(p -> out.append(p.length()).append(':').append(p));
    return Digests.sha256(out.toString());
  }
}

package nightshift.engine.work;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.function.Supplier;
import nightshift.engine.learn.Report;
import nightshift.engine.port.ChatException;
import nightshift.engine.port.ChatPlatform;
import nightshift.engine.port.Ledger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the week's report in every room on Monday at 08:00 UTC, where the configuration says so.
 */
final class Weekly {

  private static final Logger LOG = LoggerFactory.getLogger(Weekly.class);
  private static final LocalTime WHEN = LocalTime.of(8, 0);
  private static final Duration WEEK = Duration.ofDays(7);

  /** After that, a report that could not be shown is old news. */
  private static final Duration STALE = Duration.ofDays(1);

  private final Ledger ledger;
  private final InstantSource clock;
  private final List<ChatPlatform> platforms;
  private final Supplier<Library> library;

  Weekly(
      Ledger ledger, InstantSource clock, List<ChatPlatform> platforms, Supplier<Library> library) {
    this.ledger = ledger;
    this.clock = clock;
    this.platforms = List.copyOf(platforms);
    this.library = library;
  }

  /** Shows what is due and was not shown yet. */
  void round() throws InterruptedException {
    Instant now = clock.instant();
    ZonedDateTime due = due(now);
    boolean fresh = Duration.between(due.toInstant(), now).compareTo(STALE) < 0;
    if (!library.get().learning().weekly() || !fresh) {
      return;
    }
    String key =
        "report-%d-%02d"
            .formatted(
                due.get(IsoFields.WEEK_BASED_YEAR), due.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    for (ChatPlatform platform : platforms) {
      if (!ledger.read(v -> v.reported(key, platform.name()))) {
        show(platform, key, ledger.read(v -> Reviews.over(v, WEEK, due.toInstant())));
      }
    }
  }

  /** The last Monday at eight. */
  private static ZonedDateTime due(Instant now) {
    ZonedDateTime monday =
        now.atZone(ZoneOffset.UTC)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            .with(WHEN);
    return monday.toInstant().isAfter(now) ? monday.minusWeeks(1) : monday;
  }

  private void show(ChatPlatform platform, String key, Report report) throws InterruptedException {
    try {
      platform.report(key, report);
      // Noted after the deed: shown twice does less harm than never, and the key prevents it.
      ledger.write(tx -> {
        tx.reported(key, platform.name(), clock.instant());
        return true;
      });
    } catch (ChatException e) {
      LOG.warn("showing the week's report on {}: {}", platform.name(), e.getMessage());
    }
  }
}

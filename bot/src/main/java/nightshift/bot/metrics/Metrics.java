package nightshift.bot.metrics;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import nightshift.engine.alert.Signal;
import nightshift.engine.alert.Text;
import nightshift.engine.port.AlertInbox;
import nightshift.engine.port.EngineListener;
import nightshift.engine.port.Health;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All figures. Most are read from the event log when somebody asks; alerts, brakes and the time of
 * writes are counted as they happen, in memory alone.
 */
public final class Metrics implements EngineListener {

  private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ReentrantLock looking = new ReentrantLock();
  private final Meters meters;
  private final Words words;
  private final Ledger ledger;
  private final EventTail tail;
  private final Gauges gauges;

  /**
   * What figures are made from.
   *
   * @param ledger to read
   * @param after the sequence number of the last event before the start
   * @param platforms the names of the chat platforms
   * @param health how each part is, by name
   * @param playbooks the names of those that are loaded
   * @param clock the time
   */
  public record Parts(
      Ledger ledger,
      long after,
      List<String> platforms,
      Supplier<Map<String, Health>> health,
      Supplier<Set<String>> playbooks,
      InstantSource clock) {}

  /** Counts from now on. */
  public Metrics(LedgerMeter meter, Parts parts) {
    this.meters = meter.meters;
    this.words = new Words(parts.playbooks());
    this.ledger = parts.ledger();
    this.tail = new EventTail(ledger, new Tally(meters, words), parts.after());
    this.gauges = new Gauges(meters, parts.platforms(), parts.health(), parts.clock());
  }

  /** The same door for alerts, with everything that passes counted. */
  public AlertInbox counting(AlertInbox door) {
    return signal -> {
      AlertInbox.Admission admission = door.accept(signal);
      meters
          .alerts
          .labelValues(words.source(source(signal)), admission.name().toLowerCase(Locale.ROOT))
          .inc();
      return admission;
    };
  }

  private static String source(Signal signal) {
    return switch (signal) {
      case Signal.Firing f -> f.alert().source();
      case Signal.Resolved r -> r.source();
    };
  }

  @Override
  public void braked(String rule, String playbook) {
    meters.brakes.labelValues(words.rule(rule), words.playbook(playbook)).inc();
  }

  /**
   * Every figure as it is now; a ledger that cannot be read leaves the rest to be seen. Empty when
   * a look before this one is not done: then nobody should wait in line behind it.
   */
  Optional<MetricSnapshots> look() throws InterruptedException {
    if (!looking.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      return Optional.empty();
    }
    try {
      gauges.parts(read());
      return Optional.of(meters.registry.scrape());
    } finally {
      looking.unlock();
    }
  }

  private boolean read() {
    try {
      tail.catchUp();
      return ledger.read((LedgerView view) -> gauges.ledger(view));
    } catch (RuntimeException e) {
      LOG.warn("reading the ledger for metrics: {}", Text.line("" + e.getMessage(), 200));
      return false;
    }
  }
}

package nightshift.bot.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;

/**
 * Every counter and histogram, with its name, help and labels. They begin at zero at each start.
 */
final class Meters {

  private static final double MINUTE = 60;
  private static final double HOUR = 3_600;
  private static final double[] AT_PEOPLES_PACE = {
    10, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR
  };

  final PrometheusRegistry registry = new PrometheusRegistry();

  final Counter alerts = counter("nightshift_alerts", "Alerts handed in", "source", "admission");
  final Counter notPlanned =
      counter("nightshift_alerts_not_planned", "Alerts that no plan was drawn up for");
  final Counter opened = counter("nightshift_plans_opened", "Plans opened", "playbook", "risk");
  final Counter ended =
      counter("nightshift_plans_ended", "Plans that ended", "playbook", "risk", "state");
  final Counter votes =
      counter("nightshift_votes", "Votes of people that were counted", "platform", "choice");
  final Counter denied =
      counter("nightshift_denied_presses", "Presses of people who may not", "platform");
  final Counter steps = counter("nightshift_steps", "Steps that ended", "kind", "phase", "outcome");
  final Counter brakes =
      counter("nightshift_brakes", "Plans and alerts held back or refused", "rule", "playbook");
  final Counter ledgerFailures =
      counter("nightshift_ledger_failures", "Transactions that the ledger refused", "operation");

  final Histogram approval =
      seconds(
              "nightshift_plan_approval_seconds",
              "From the opening of a plan to its approval by people",
              AT_PEOPLES_PACE)
          .labelNames("risk")
          .register(registry);
  final Histogram fix =
      seconds(
              "nightshift_plan_fix_seconds",
              "From the arrival of an alert to its measured fix",
              AT_PEOPLES_PACE)
          .labelNames("risk")
          .register(registry);
  final Histogram writes =
      seconds(
              "nightshift_ledger_write_seconds",
              "How long a transaction took until it was durable",
              0.001,
              0.0025,
              0.005,
              0.01,
              0.025,
              0.05,
              0.1,
              0.25,
              1,
              5)
          .register(registry);

  Meters() {
    // Both labels' values are known, so both series are there from the start.
    ledgerFailures.initLabelValues(TimedLedger.READ);
    ledgerFailures.initLabelValues(TimedLedger.WRITE);
    Info.builder()
        .name("nightshift_build_info")
        .help("What runs here")
        .labelNames("version", "java")
        .register(registry)
        .setLabelValues(version(), Runtime.version().toString());
  }

  private static String version() {
    String built = Meters.class.getPackage().getImplementationVersion();
    return built == null ? "from source" : built;
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .withoutExemplars()
        .register(registry);
  }

  private static Histogram.Builder seconds(String name, String help, double... bounds) {
    Histogram.Builder builder = Histogram.builder();
    builder.classicOnly().classicUpperBounds(bounds).withoutExemplars();
    return builder.name(name).help(help).unit(Unit.SECONDS);
  }
}

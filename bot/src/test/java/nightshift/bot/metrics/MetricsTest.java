package nightshift.bot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import nightshift.bot.http.api.OpenHouse;
import nightshift.bot.http.api.OpenHouse.Answer;
import nightshift.bot.source.api.AlertRoutes;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.Health;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerException;
import nightshift.engine.port.LedgerTx;
import nightshift.engine.port.LedgerView;
import nightshift.storage.SqliteLedger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus gets to see. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MetricsTest {

  private final OpenHouse open = new OpenHouse();

  @AfterEach
  void close() {
    open.close();
  }

  private Scrape scrape() {
    Answer answer = open.get("eve", MetricsRoutes.PATH);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type").orElse("")).startsWith("text/plain; version=0.0.4");
    return new Scrape(answer.raw().body());
  }

  @Test
  void the_way_of_a_plan_is_counted_once_however_often_somebody_looks() {
    long n = open.waiting();
    assertThat(scrape().of("nightshift_plans{state=\"awaiting_approval\"}")).isEqualTo(1);
    assertThat(open.post("eve", OpenHouse.plan(n) + "/approve", "{}").status()).isEqualTo(403);
    assertThat(open.post("alice", OpenHouse.plan(n) + "/approve", "{}").status()).isEqualTo(200);
    open.house.await(new PlanId(n), PlanState.RESOLVED);
    scrape();
    Scrape all = scrape();
    for (String one :
        List.of(
            "nightshift_plans_opened_total{playbook=\"lamp\",risk=\"low\"}",
            "nightshift_plans_ended_total{playbook=\"lamp\",risk=\"low\",state=\"resolved\"}",
            "nightshift_votes_total{choice=\"approve\",platform=\"api\"}",
            "nightshift_denied_presses_total{platform=\"api\"}",
            "nightshift_steps_total{kind=\"lamp.on\",outcome=\"done\",phase=\"execute\"}",
            "nightshift_plan_approval_seconds_count{risk=\"low\"}",
            "nightshift_plan_fix_seconds_count{risk=\"low\"}")) {
      assertThat(all.of(one)).as(one + " of " + all.series()).isEqualTo(1);
    }
    assertThat(all.of("nightshift_plans{state=\"awaiting_approval\"}")).isZero();
    assertThat(all.of("nightshift_paused")).isZero();
    open.post("alice", "/api/v1/remediation/pause", "{\"reason\":\"x\"}");
    assertThat(scrape().of("nightshift_paused")).isEqualTo(1);
  }

  @Test
  void text_of_an_alert_is_never_a_label() {
    String alert =
        """
        {"source": "evil-source", "category": "capacity", "severity": "high",
         "title": "Lamp is dark zzTitle", "message": "zzMessage", "fingerprint": "zzPrint",
         "labels": {"zzLabel": "zzValue"}, "details": {"lamp": "zz-hall", "zzDetail": "zzFact"}}
        """;
    assertThat(open.post("sensor", AlertRoutes.PATH, alert).status()).isEqualTo(202);
    assertThat(open.post("sensor", AlertRoutes.PATH, alert).status()).isEqualTo(200);
    long n = open.house.await(PlanState.AWAITING_APPROVAL).id().number();
    open.post("alice", OpenHouse.plan(n) + "/reject", "{\"reason\":\"zzReason\"}");
    open.house.await(new PlanId(n), PlanState.REJECTED);
    String body = open.get("eve", MetricsRoutes.PATH).raw().body();
    assertThat(body).doesNotContain("zz").doesNotContain("evil");
    Scrape all = new Scrape(body);
    assertThat(all.of("nightshift_alerts_total{admission=\"new\",source=\"other\"}")).isEqualTo(1);
    assertThat(all.of("nightshift_alerts_total{admission=\"repeat\",source=\"other\"}"))
        .isEqualTo(1);
    assertThat(
            all.of(
                "nightshift_plans_ended_total{playbook=\"lamp\",risk=\"low\",state=\"rejected\"}"))
        .isEqualTo(1);
  }

  @Test
  void only_who_may_look_gets_to_see_it() {
    assertThat(open.get("mallory", MetricsRoutes.PATH).status()).isEqualTo(401);
    assertThat(open.get("sensor", MetricsRoutes.PATH).status()).isEqualTo(403);
    assertThat(
            open.send(java.net.http.HttpRequest.newBuilder(open.at(MetricsRoutes.PATH))).status())
        .isEqualTo(401);
  }

  @Test
  void open_metrics_are_spoken_to_who_asks_for_them() {
    Answer answer =
        open.send(
            open.as("eve", MetricsRoutes.PATH)
                .header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5"));
    assertThat(answer.header("Content-Type").orElse("")).startsWith("application/openmetrics-text");
    assertThat(answer.raw().body()).endsWith("# EOF\n");
  }

  @Test
  void a_part_that_is_ill_and_a_part_that_is_gone_show() {
    open.health.put("docker", Health.bad("zz the engine is gone"));
    assertThat(scrape().of("nightshift_part_up{part=\"docker\"}")).isZero();
    assertThat(open.get("eve", MetricsRoutes.PATH).raw().body()).doesNotContain("zz");
    open.health.remove("docker");
    assertThat(scrape().series()).noneMatch(s -> s.contains("docker"));
  }

  private static Metrics metrics(LedgerMeter meter, Ledger ledger) {
    return new Metrics(
        meter,
        new Metrics.Parts(
            ledger, 0, List.of(), Map::of, () -> Set.of("lamp"), InstantSource.system()));
  }

  private static Scrape look(Metrics metrics) throws Exception {
    var out = new java.io.ByteArrayOutputStream();
    io.prometheus.metrics.expositionformats.ExpositionFormats.init()
        .getPrometheusTextFormatWriter()
        .write(out, metrics.look().orElseThrow());
    return new Scrape(out.toString(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void brakes_are_counted_by_rules_and_playbooks_that_we_know() throws Exception {
    Metrics metrics = metrics(new LedgerMeter(), open.house.ledger);
    metrics.braked("storm", "lamp");
    metrics.braked("protected-target", "lamp");
    metrics.braked("nginx", "evil");
    Scrape seen = look(metrics);
    assertThat(seen.of("nightshift_brakes_total{playbook=\"lamp\",rule=\"storm\"}")).isEqualTo(1);
    assertThat(seen.of("nightshift_brakes_total{playbook=\"lamp\",rule=\"protected-target\"}"))
        .isEqualTo(1);
    assertThat(seen.of("nightshift_brakes_total{playbook=\"other\",rule=\"other\"}")).isEqualTo(1);
  }

  /** A ledger on a disk that can be taken out. */
  private static Ledger goingAway(Ledger disk, AtomicBoolean gone) {
    return new Ledger() {
      @Override
      public <T> T read(Function<LedgerView, T> query) {
        if (gone.get()) {
          throw new LedgerException("reading: the disk is gone", null);
        }
        return disk.read(query);
      }

      @Override
      public <T> T write(Function<LedgerTx, T> work) {
        return disk.write(work);
      }

      @Override
      public void close() {
        disk.close();
      }
    };
  }

  @Test
  void writes_are_timed_and_a_ledger_that_cannot_be_read_leaves_the_rest(@TempDir Path dir)
      throws Exception {
    LedgerMeter meter = new LedgerMeter();
    AtomicBoolean gone = new AtomicBoolean();
    Ledger disk = SqliteLedger.open(dir.resolve("n.db"), InstantSource.system());
    Ledger ledger = meter.timing(goingAway(disk, gone));
    Metrics metrics = metrics(meter, ledger);
    ledger.write((LedgerTx tx) -> {
      tx.note(
          null,
          "vote",
          "x",
          Map.of("platform", "web", "choice", "approve"),
          open.house.clock.instant());
      return true;
    });
    Scrape well = look(metrics);
    assertThat(well.of("nightshift_part_up{part=\"ledger\"}")).isEqualTo(1);
    assertThat(well.of("nightshift_ledger_write_seconds_count")).isEqualTo(1);
    gone.set(true);
    Scrape ill = look(metrics);
    ledger.close();
    assertThat(ill.of("nightshift_ledger_failures_total{operation=\"read\"}")).isEqualTo(1);
    assertThat(ill.of("nightshift_part_up{part=\"ledger\"}")).isZero();
    assertThat(ill.of("nightshift_votes_total{choice=\"approve\",platform=\"web\"}")).isEqualTo(1);
  }
}

package nightshift.bot.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench measures what it says; how fast this machine is, is not tested. */
class BenchTest {

  @Test
  void it_measures_every_journey_and_every_alert(@TempDir Path dir) throws Exception {
    Bench.Size size = new Bench.Size(5, 12, 50, 1);
    Bench.Report report = Bench.run(dir, size, InstantSource.system(), Thread::sleep);
    assertThat(report.toCard().count()).isEqualTo(5);
    assertThat(report.toStep().count()).isEqualTo(5);
    assertThat(report.toAcknowledgement().count()).isEqualTo(12);
    assertThat(report.accept().count()).isEqualTo(50);
    assertThat(
            List.of(report.toCard(), report.toStep(), report.toAcknowledgement(), report.accept()))
        .allSatisfy(q -> assertThat(q.p50()).isPositive().isLessThanOrEqualTo(q.p95()))
        .allSatisfy(q -> assertThat(q.p95()).isLessThanOrEqualTo(q.p99()))
        .allSatisfy(q -> assertThat(q.p99()).isLessThanOrEqualTo(q.max()));
    assertThat(report.rate()).isPositive();
  }

  @Test
  void quantiles_are_values_that_were_measured() {
    Quantiles q = Quantiles.of(List.of(4.0, 1.0, 3.0, 2.0));
    assertThat(q).isEqualTo(new Quantiles(4, 2.0, 4.0, 4.0, 4.0));
    assertThat(Quantiles.of(List.of(7.0))).isEqualTo(new Quantiles(1, 7.0, 7.0, 7.0, 7.0));
  }

  @Test
  void a_press_is_late_when_discord_would_not_have_waited_for_it() {
    assertThat(PressBench.late(List.of(1.0, 2_999.9, 3_000.0, 3_000.1, 9_000.0))).isEqualTo(2);
  }

  @Test
  void no_samples_have_no_quantiles() {
    assertThatThrownBy(() -> Quantiles.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}

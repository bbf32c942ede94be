package nightshift.bot.metrics;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import nightshift.bot.http.Authenticator;
import nightshift.bot.http.Problem;
import nightshift.bot.http.Routes;

/** {@code GET /metrics}, for whoever may look: in Prometheus' text format, or OpenMetrics. */
public final class MetricsRoutes implements Routes {

  /** Where Prometheus looks. */
  public static final String PATH = "/metrics";

  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Authenticator authenticator;
  private final Metrics metrics;

  public MetricsRoutes(Authenticator authenticator, Metrics metrics) {
    this.authenticator = authenticator;
    this.metrics = metrics;
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.routes.get(PATH, this::get);
  }

  private void get(Context ctx) throws InterruptedException {
    authenticator.caller(ctx);
    MetricSnapshots now =
        metrics
            .look()
            .orElseThrow(() ->
                new Problem(
                    503, "the figures are still being read for somebody else; see /readyz"));
    ExpositionFormatWriter writer = formats.findWriter(ctx.header("Accept"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, now);
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory", e);
    }
    ctx.contentType(writer.getContentType()).result(out.toByteArray());
  }
}

package nightshift.bot.http.api;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import nightshift.bot.http.Doors;
import nightshift.bot.http.Routes;
import nightshift.engine.port.Health;

/**
 * Whether the process lives, whether its parts work, and what the API looks like. Without a token,
 * for probes and generators: none of it says anything about plans.
 */
public final class HealthRoutes implements Routes {

  private final Doors doors;
  private final LedgerPulse pulse;

  /** On top of every part's own word, and of a look at the ledger. */
  public HealthRoutes(Doors doors) {
    this.doors = doors;
    this.pulse = new LedgerPulse(doors.ledger(), doors.clock(), LedgerPulse.PATIENCE);
  }

  @Override
  public void addTo(JavalinConfig config) {
    byte[] document = document();
    config.routes.get("/healthz", ctx -> ctx.json(Map.of("status", "ok")));
    config.routes.get("/readyz", this::ready);
    config.routes.get("/openapi.json", ctx -> ctx.contentType("application/json").result(document));
  }

  private void ready(Context ctx) {
    SequencedMap<String, Health> all = new TreeMap<>(doors.health().get());
    all.put("ledger", pulse.health());
    SequencedMap<String, Object> parts = new LinkedHashMap<>();
    boolean ready = true;
    for (Map.Entry<String, Health> e : all.entrySet()) {
      parts.put(e.getKey(), Map.of("ok", e.getValue().ok(), "detail", e.getValue().detail()));
      ready &= e.getValue().ok();
    }
    SequencedMap<String, Object> out = new LinkedHashMap<>();
    out.put("ready", ready);
    out.put("parts", parts);
    ctx.status(ready ? 200 : 503).json(out);
  }

  private static byte[] document() {
    try (InputStream in =
        HealthRoutes.class.getResourceAsStream("/nightshift/bot/http/openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("openapi.json is missing from the jar: build it again");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("reading openapi.json from the jar", e);
    }
  }
}

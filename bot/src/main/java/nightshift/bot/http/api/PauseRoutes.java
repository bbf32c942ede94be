package nightshift.bot.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import nightshift.bot.http.Authenticator;
import nightshift.bot.http.Bodies;
import nightshift.bot.http.Caller;
import nightshift.bot.http.Doors;
import nightshift.bot.http.Problem;
import nightshift.bot.http.Routes;
import nightshift.engine.action.Durations;
import nightshift.engine.policy.Person;
import nightshift.engine.port.LedgerView.Pause;
import org.jspecify.annotations.Nullable;

/** The switch that stops all execution. The engine lets admins turn it, and notes who tried. */
public final class PauseRoutes implements Routes {

  private static final Duration LONGEST = Duration.ofDays(365);

  private final Doors doors;
  private final Authenticator authenticator;

  /** In front of the engine. */
  public PauseRoutes(Doors doors, Authenticator authenticator) {
    this.doors = doors;
    this.authenticator = authenticator;
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.routes.get(Paths.ROOT + "/pause", this::show);
    config.routes.post(Paths.ROOT + "/pause", this::pause);
    config.routes.post(Paths.ROOT + "/resume", this::resume);
  }

  private void show(Context ctx) {
    authenticator.caller(ctx);
    Optional<Pause> pause = doors.ledger().read(v -> v.pause());
    SequencedMap<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("paused", pause.isPresent());
    pause.ifPresent(p -> {
      Instant until = p.until();
      out.put("by", p.by());
      out.put("reason", p.reason());
      out.put("since", p.since().toString());
      out.put("until", until == null ? null : until.toString());
    });
    ctx.json(out);
  }

  private void pause(Context ctx) {
    Caller caller = authenticator.caller(ctx);
    JsonNode body = Bodies.object(ctx, List.of("reason", "for"));
    String reason = Bodies.text(body, "reason");
    Instant until = until(Bodies.text(body, "for"));
    // Who may not hears so first, from the engine, which writes it down.
    if (reason.isBlank() && caller.person().is(Person.ADMIN)) {
      throw Problem.invalid("\"reason\" is missing: everybody reads it while things stand still");
    }
    Receipts.answer(ctx, doors.inbox().pause(caller.voter(), reason, until), doors.ledger());
  }

  private void resume(Context ctx) {
    Caller caller = authenticator.caller(ctx);
    Bodies.object(ctx, List.of());
    Receipts.answer(ctx, doors.inbox().resume(caller.voter()), doors.ledger());
  }

  private @Nullable Instant until(String text) {
    if (text.isEmpty()) {
      return null;
    }
    return Durations.parse(text)
        .filter(d -> d.isPositive() && d.compareTo(LONGEST) <= 0)
        .map(d -> doors.clock().instant().plus(d).truncatedTo(ChronoUnit.SECONDS))
        .orElseThrow(() -> Problem.invalid("\"for\" must be a time such as 30m, 2h or 7d"));
  }
}

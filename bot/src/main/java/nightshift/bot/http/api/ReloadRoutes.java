package nightshift.bot.http.api;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import nightshift.bot.http.Authenticator;
import nightshift.bot.http.Bodies;
import nightshift.bot.http.Caller;
import nightshift.bot.http.Problem;
import nightshift.bot.http.Routes;
import nightshift.engine.policy.Person;

/** {@code POST /-/reload}, as Prometheus and Alertmanager have it: for admins. */
public final class ReloadRoutes implements Routes {

  /** Where a reload is asked for. */
  public static final String PATH = "/-/reload";

  private final Authenticator authenticator;
  private final Reload reload;

  /** In front of {@code reload}. */
  public ReloadRoutes(Authenticator authenticator, Reload reload) {
    this.authenticator = authenticator;
    this.reload = reload;
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.routes.post(PATH, this::reload);
  }

  private void reload(Context ctx) {
    Caller caller = authenticator.caller(ctx, Person.ADMIN);
    Bodies.object(ctx, List.of());
    Reload.Outcome outcome = reload.reload(caller.person().name());
    if (!outcome.done()) {
      throw Problem.invalid("the configuration has mistakes; the one in force stays")
          .with("lines", outcome.lines());
    }
    ctx.json(Map.of("reloaded", true, "lines", outcome.lines()));
  }
}

package nightshift.bot.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.List;
import nightshift.bot.http.Authenticator;
import nightshift.bot.http.Bodies;
import nightshift.bot.http.Caller;
import nightshift.bot.http.Doors;
import nightshift.bot.http.Problem;
import nightshift.bot.http.Routes;
import nightshift.engine.policy.Person;

/** Breakers of playbooks. The engine lets admins close them, and notes who tried. */
public final class BreakerRoutes implements Routes {

  private final Doors doors;
  private final Authenticator authenticator;

  /** In front of the engine. */
  public BreakerRoutes(Doors doors, Authenticator authenticator) {
    this.doors = doors;
    this.authenticator = authenticator;
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.routes.post(Paths.ROOT + "/breakers/{playbook}/close", this::close);
  }

  private void close(Context ctx) {
    Caller caller = authenticator.caller(ctx);
    JsonNode body = Bodies.object(ctx, List.of("reason"));
    String reason = Bodies.text(body, "reason");
    // Who may not hears so first, from the engine, which writes it down.
    if (reason.isBlank() && caller.person().is(Person.ADMIN)) {
      throw Problem.invalid("\"reason\" is missing: say why it will not fail again");
    }
    String playbook = ctx.pathParam("playbook");
    Receipts.answer(
        ctx, doors.inbox().closeBreaker(playbook, caller.voter(), reason), doors.ledger());
  }
}

package nightshift.bot.source.api;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import nightshift.bot.http.Authenticator;
import nightshift.bot.http.Bodies;
import nightshift.bot.http.Doors;
import nightshift.bot.http.Json;
import nightshift.bot.http.Routes;
import nightshift.bot.source.Reception;
import nightshift.engine.alert.Signal;
import nightshift.engine.policy.Person;

/** {@code POST /api/v1/alerts} and {@code POST /api/v1/test/trigger-alert}. */
public final class AlertRoutes implements Routes {

  /** Where alerts in our own form go. */
  public static final String PATH = "/api/v1/alerts";

  /** Where test alerts are asked for. */
  public static final String TEST_PATH = "/api/v1/test/trigger-alert";

  private final Doors doors;
  private final Authenticator authenticator;
  private final Reception reception;

  /** In front of the engine. */
  public AlertRoutes(Doors doors, Authenticator authenticator) {
    this.doors = doors;
    this.authenticator = authenticator;
    this.reception = new Reception(doors.alerts());
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.routes.post(PATH, this::post);
    config.routes.post(TEST_PATH, this::test);
  }

  private void post(Context ctx) {
    authenticator.caller(ctx, Person.INTAKE, Person.ADMIN);
    byte[] body = Bodies.jsonBytes(ctx);
    reception.receive(ctx, AlertReader.read(body, doors.clock().instant()), Map.of());
  }

  private void test(Context ctx) {
    authenticator.caller(ctx, Person.ADMIN);
    Signal signal = TestAlerts.read(Json.read(Bodies.jsonBytes(ctx)), doors.clock().instant());
    reception.receive(ctx, List.of(signal), Map.of());
  }
}

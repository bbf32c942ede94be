package nightshift.bot.source.alertmanager;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.Map;
import nightshift.bot.http.Authenticator;
import nightshift.bot.http.Bodies;
import nightshift.bot.http.Doors;
import nightshift.bot.http.Routes;
import nightshift.bot.source.Reception;
import nightshift.engine.policy.Person;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /api/v1/alerts/alertmanager}: a receiver for {@code webhook_configs}. */
public final class AlertmanagerWebhook implements Routes {

  /** Where Alertmanager posts to. */
  public static final String PATH = "/api/v1/alerts/alertmanager";

  private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerWebhook.class);

  private final Doors doors;
  private final Authenticator authenticator;
  private final Reception reception;

  /** In front of the engine. */
  public AlertmanagerWebhook(Doors doors, Authenticator authenticator) {
    this.doors = doors;
    this.authenticator = authenticator;
    this.reception = new Reception(doors.alerts());
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.routes.post(PATH, this::post);
  }

  private void post(Context ctx) {
    authenticator.caller(ctx, Person.INTAKE, Person.ADMIN);
    byte[] body = Bodies.jsonBytes(ctx);
    WebhookReader.Webhook webhook = WebhookReader.read(body, doors.clock().instant());
    if (webhook.truncated() > 0) {
      LOG.warn("Alertmanager left out {} alerts: raise max_alerts", webhook.truncated());
    }
    reception.receive(ctx, webhook.signals(), Map.of("truncatedAlerts", webhook.truncated()));
  }
}

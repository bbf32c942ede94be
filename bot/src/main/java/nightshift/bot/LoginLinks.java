package nightshift.bot;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.util.Map;
import nightshift.bot.chat.web.Logins;
import nightshift.bot.http.Authenticator;
import nightshift.bot.http.Routes;

/**
 * {@code POST /api/v1/login-links}: a one-time link that logs the token's own person in to the web
 * room. At the roof, because it joins the API's tokens with the web room's log-in.
 */
final class LoginLinks implements Routes {

  private final Authenticator authenticator;
  private final Logins logins;
  private final java.util.function.Supplier<URI> address;

  /**
   * @param address how people reach the web room
   */
  LoginLinks(Authenticator authenticator, Logins logins, java.util.function.Supplier<URI> address) {
    this.authenticator = authenticator;
    this.logins = logins;
    this.address = address;
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.routes.post("/api/v1/login-links", this::mint);
  }

  private void mint(Context ctx) {
    String path = logins.mint(authenticator.caller(ctx).person());
    ctx.status(201)
        .json(
            Map.of(
                "url", address.get().resolve(path).toString(),
                "validSeconds", Logins.LIFETIME.toSeconds()));
  }
}

package nightshift.bot.http.api;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import nightshift.bot.http.Authenticator;
import nightshift.bot.http.Bodies;
import nightshift.bot.http.Caller;
import nightshift.bot.http.Routes;
import nightshift.engine.policy.Person;

/** {@code POST /api/v1/login-links}: a one-time link to the web room for the token's own person. */
public final class LoginRoutes implements Routes {

  /** Where links are asked for. */
  public static final String PATH = "/api/v1/login-links";

  private static final int CREATED = 201;

  private final Authenticator authenticator;
  private final Function<Person, String> mint;
  private final Supplier<URI> address;

  /**
   * @param mint makes the path and query of a link
   * @param address how people reach the web room, by our own settings: the request's Host header is
   *     whatever its sender likes
   */
  public LoginRoutes(
      Authenticator authenticator, Function<Person, String> mint, Supplier<URI> address) {
    this.authenticator = authenticator;
    this.mint = mint;
    this.address = address;
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.routes.post(PATH, this::link);
  }

  private void link(Context ctx) {
    Caller caller = authenticator.caller(ctx);
    Bodies.object(ctx, List.of());
    String base = address.get().toString();
    String bare = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    ctx.status(CREATED).json(Map.of("url", bare + mint.apply(caller.person())));
  }
}

package nightshift.bot.chat.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.http.Authenticator;
import nightshift.bot.http.Doors;
import nightshift.bot.http.Routes;
import nightshift.engine.policy.Person;

/** Gives people with a token a one-time link, so that they can open the web room in a browser. */
public final class LoginLinks implements Routes {

  private final Logins logins;
  private final Authenticator authenticator;
  private final Doors doors;
  private final Optional<URI> publicUrl;

  /**
   * @param publicUrl how people reach the web room; empty takes the address of the request
   */
  public LoginLinks(
      Logins logins, Authenticator authenticator, Doors doors, Optional<URI> publicUrl) {
    this.logins = logins;
    this.authenticator = authenticator;
    this.doors = doors;
    this.publicUrl = publicUrl;
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.routes.post("/api/v1/login-links", this::mint);
  }

  private void mint(Context ctx) {
    Person person = authenticator.caller(ctx).person();
    Instant now = doors.clock().instant();
    String path = logins.mint(person);
    doors
        .ledger()
        .write(tx -> {
          tx.note(null, "login-link", person.name(), Map.of("where", WebRoom.NAME), now);
          return true;
        });
    String base = publicUrl.map(URI::toString).orElse(ctx.scheme() + "://" + ctx.host());
    ctx.status(201)
        .json(
            Map.of(
                "url", base.replaceFirst("/$", "") + path,
                "person", person.name(),
                "expiresAt", now.plus(Logins.LIFETIME).toString()));
  }
}

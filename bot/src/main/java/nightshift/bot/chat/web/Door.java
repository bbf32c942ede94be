package nightshift.bot.chat.web;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.port.Ledger;

/** In and out: the log-in link, the session's cookie, the log-out, and the colours. */
final class Door {

  private static final int YEAR = 365 * 24 * 3600;

  private final Logins logins;
  private final Sessions sessions;
  private final Ledger ledger;
  private final InstantSource clock;
  private final boolean secure;

  /**
   * @param secure whether people reach us by https, so that the cookie must stay there
   */
  Door(Logins logins, Sessions sessions, Ledger ledger, InstantSource clock, boolean secure) {
    this.logins = logins;
    this.sessions = sessions;
    this.ledger = ledger;
    this.clock = clock;
    this.secure = secure;
  }

  /** Looks at a link without using it up. */
  void look(Context ctx) {
    String code = ctx.queryParam("code");
    Optional<String> person = code == null ? Optional.empty() : logins.peek(code);
    if (code == null) {
      ctx.html(Layout.plain(Gate.theme(ctx), LoginView.needed("/")));
    } else if (person.isEmpty()) {
      ctx.status(410).html(Layout.plain(Gate.theme(ctx), LoginView.spent()));
    } else {
      ctx.html(Layout.plain(Gate.theme(ctx), LoginView.ask(person.get(), code)));
    }
  }

  /** Uses a link up and begins a session. */
  void enter(Context ctx) {
    String code = ctx.formParam("code");
    // A stranger's page must not be able to log somebody in as somebody else.
    Optional<String> person =
        code == null || !Gate.sameSite(ctx) ? Optional.empty() : logins.consume(code);
    if (person.isEmpty()) {
      ctx.status(410).html(Layout.plain(Gate.theme(ctx), LoginView.spent()));
      return;
    }
    note("login", person.get());
    cookie(ctx, sessions.open(person.get()), (int) Sessions.MAX.toSeconds());
    ctx.redirect("/", HttpStatus.SEE_OTHER);
  }

  /** Ends the session. */
  void leave(Context ctx, Visitor visitor) {
    String id = ctx.cookie(Gate.cookie(ctx));
    if (id != null) {
      sessions.close(id);
    }
    note("logout", visitor.person().name());
    cookie(ctx, "", 0);
    ctx.redirect("/login", HttpStatus.SEE_OTHER);
  }

  /** Keeps the choice of colours in this browser. */
  void theme(Context ctx, Visitor visitor) {
    String chosen = String.valueOf(ctx.formParam("theme"));
    boolean known = chosen.equals("light") || chosen.equals("dark");
    Cookie cookie = new Cookie("theme", known ? chosen : "auto");
    cookie.setPath("/");
    cookie.setMaxAge(YEAR);
    cookie.setHttpOnly(true);
    cookie.setSecure(secure);
    cookie.setSameSite(SameSite.LAX);
    ctx.cookie(cookie);
    ctx.redirect(ownPath(ctx.formParam("back")), HttpStatus.SEE_OTHER);
  }

  private void cookie(Context ctx, String value, int seconds) {
    Cookie cookie = new Cookie(Gate.cookie(ctx), value);
    cookie.setPath("/");
    cookie.setMaxAge(seconds);
    cookie.setHttpOnly(true);
    cookie.setSecure(secure);
    cookie.setSameSite(SameSite.STRICT);
    ctx.cookie(cookie);
  }

  private void note(String type, String person) {
    ledger.write(tx -> {
      tx.note(null, type, person, Map.of("where", WebRoom.NAME), clock.instant());
      return true;
    });
  }

  /** A path of ours, never another site's address. */
  private static String ownPath(@org.jspecify.annotations.Nullable String back) {
    return back != null && back.matches("/(history|report|pause|plans/[0-9]{1,18})?") ? back : "/";
  }
}

package nightshift.bot.chat.web;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;
import nightshift.engine.policy.Person;
import nightshift.engine.port.Directory;

/**
 * Stands before every page: who is asking, does a form come from one of our own pages, and which
 * headers keep a browser from running anything that is not ours.
 */
final class Gate {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final Sessions sessions;
  private final Directory directory;
  private final InstantSource clock;

  Gate(Sessions sessions, Directory directory, InstantSource clock) {
    this.sessions = sessions;
    this.directory = directory;
    this.clock = clock;
  }

  /** What to do for somebody who is logged in. */
  interface Admitted {
    /** Answers the request. */
    void handle(Context ctx, Visitor visitor);
  }

  /** For everybody. */
  Handler open(Handler next) {
    return ctx -> {
      guard(ctx);
      next.handle(ctx);
    };
  }

  /** For people who are logged in; everybody else gets the log-in page. */
  Handler people(Admitted next) {
    return ctx -> {
      guard(ctx);
      Optional<Visitor> visitor = visitor(ctx);
      if (visitor.isPresent()) {
        visitor.get().session().seen(clock.instant());
        next.handle(ctx, visitor.get());
      } else {
        turnAway(ctx);
      }
    };
  }

  /**
   * For forms of people who are logged in. A form that is not from our own page changes nothing.
   */
  Handler forms(Admitted next) {
    return people((ctx, visitor) -> {
      if (sameSite(ctx) && same(visitor.session().csrf(), ctx.formParam(Forms.CSRF))) {
        next.handle(ctx, visitor);
      } else {
        ctx.status(403).html(Layout.plain(theme(ctx), ErrorView.strayForm()));
      }
    });
  }

  /**
   * The session's cookie. Browsers share cookies over ports, and two servers may be on one host.
   */
  static String cookie(Context ctx) {
    return "nightshift-" + ctx.req().getLocalPort();
  }

  /** Who is asking; empty when nobody is logged in, or the configuration no longer knows them. */
  Optional<Visitor> visitor(Context ctx) {
    String id = ctx.cookie(cookie(ctx));
    if (id == null) {
      return Optional.empty();
    }
    return sessions.find(id).flatMap(s -> person(s).map(p -> new Visitor(s, p)));
  }

  /** Whether a form was sent by a page of this very server. Old browsers send neither header. */
  static boolean sameSite(Context ctx) {
    String site = ctx.header("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = ctx.header("Origin");
    return origin == null || origin.endsWith("://" + ctx.host());
  }

  /** Light, dark, or as the system has it. */
  static String theme(Context ctx) {
    String theme = ctx.cookie("theme");
    return theme != null && (theme.equals("light") || theme.equals("dark")) ? theme : "auto";
  }

  /** Whether only a piece of a page is wanted. */
  static boolean wantsPiece(Context ctx) {
    return "true".equals(ctx.header("HX-Request"));
  }

  /** Sets the headers that every page has. */
  static void guard(Context ctx) {
    ctx.header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "same-origin")
        .header("Cache-Control", "no-store")
        .header("Vary", "HX-Request, Cookie");
  }

  private Optional<Person> person(Session session) {
    return directory.person(session.person()).filter(p -> !p.onlyHandsIn());
  }

  private static void turnAway(Context ctx) {
    if (wantsPiece(ctx)) {
      ctx.status(401).header("HX-Redirect", "/login");
    } else {
      String back = ctx.method().name().equals("GET") ? ctx.path() : "/";
      ctx.status(401).html(Layout.plain(theme(ctx), LoginView.needed(back)));
    }
  }

  private static boolean same(String expected, @org.jspecify.annotations.Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}

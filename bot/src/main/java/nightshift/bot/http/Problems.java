package nightshift.bot.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.UUID;
import nightshift.engine.alert.Text;
import nightshift.engine.port.LedgerException;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a handler throws into a document that a person can act on. */
final class Problems {

  /** The media type of RFC 9457. */
  static final String MEDIA_TYPE = "application/problem+json";

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  static void addTo(RoutesConfig routes) {
    routes.exception(Problem.class, (e, ctx) -> answer(e, ctx));
    routes.exception(LedgerException.class, (e, ctx) -> answer(ledger(e), ctx));
    routes.exception(HttpResponseException.class, (e, ctx) -> answer(of(e, ctx), ctx));
    routes.exception(Exception.class, (e, ctx) -> answer(unforeseen(e, ctx), ctx));
  }

  static void answer(Problem problem, Context ctx) {
    problem.headers().forEach(ctx::header);
    ctx.status(problem.status());
    ctx.result(Json.write(problem.document(ctx.path())));
    ctx.contentType(MEDIA_TYPE);
  }

  private static Problem ledger(LedgerException e) {
    LOG.error("the ledger did not answer: {}", Text.line(String.valueOf(e.getMessage()), 300));
    return new Problem(
            503,
            "the ledger cannot be read or written, so nothing was done; see /readyz, check the"
                + " disk of the data folder, then send this again")
        .header("Retry-After", "5");
  }

  private static Problem of(HttpResponseException e, Context ctx) {
    return switch (e.getStatus()) {
      case 404 -> Problem.notFound("there is nothing at this address; see /openapi.json");
      case 405 -> {
        String allowed = e.getDetails().getOrDefault("availableMethods", "");
        Problem p =
            new Problem(
                405,
                ctx.method() + " is not possible here; " + allowed.replace(", ", " or ") + " is");
        yield allowed.isEmpty() ? p : p.header("Allow", allowed);
      }
      case 413 -> Bodies.tooLarge();
      default -> new Problem(e.getStatus(), Text.line(String.valueOf(e.getMessage()), 300));
    };
  }

  /** What the server below says while a handler reads, or a bug. */
  private static Problem unforeseen(Exception e, Context ctx) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof HttpException h) {
        return h.getCode() == 413
            ? Bodies.tooLarge()
            : new Problem(h.getCode(), SafeErrors.detail(h.getCode()));
      }
    }
    return bug(e, ctx);
  }

  private static Problem bug(Exception e, Context ctx) {
    String reference = UUID.randomUUID().toString().substring(0, 8);
    LOG.error("{} {} [{}]", ctx.method(), Text.line(ctx.path(), 200), reference, e);
    return new Problem(
        500, "this should not have happened; the log has more under reference " + reference);
  }
}

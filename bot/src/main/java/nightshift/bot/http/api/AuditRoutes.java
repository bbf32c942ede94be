package nightshift.bot.http.api;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import nightshift.bot.http.Authenticator;
import nightshift.bot.http.Doors;
import nightshift.bot.http.Routes;
import nightshift.engine.policy.Person;
import nightshift.engine.port.LedgerView.ChainReport;
import nightshift.engine.port.LedgerView.LedgerEvent;
import org.jspecify.annotations.Nullable;

/** The event log: whether it is whole, and all of it. */
public final class AuditRoutes implements Routes {

  private static final int PAGE = 500;

  private final Doors doors;
  private final Authenticator authenticator;

  /** On top of the ledger. */
  public AuditRoutes(Doors doors, Authenticator authenticator) {
    this.doors = doors;
    this.authenticator = authenticator;
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.routes.get(Paths.ROOT + "/audit/verify", this::verify);
    config.routes.get(Paths.ROOT + "/audit/export", this::export);
  }

  private void verify(Context ctx) {
    authenticator.caller(ctx);
    ChainReport report = doors.audit().get();
    SequencedMap<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("intact", report.intact());
    out.put("events", report.events());
    out.put("firstBad", report.firstBad());
    out.put("problem", report.problem());
    ctx.json(out);
  }

  private void export(Context ctx) throws IOException {
    authenticator.caller(ctx, Person.ADMIN);
    Query query = Query.of(ctx, List.of("format"));
    String asked = query.text("format");
    EventFormat format =
        EventFormat.named(asked == null ? "jsonl" : asked)
            .orElseThrow(() -> query.wrong("format", "must be jsonl or csv"));
    List<LedgerEvent> page = after(0);
    ctx.contentType(format.mediaType());
    ctx.header(
        "Content-Disposition", "attachment; filename=\"nightshift-audit." + format.word() + "\"");
    OutputStream out = ctx.outputStream();
    out.write(format.head().getBytes(StandardCharsets.UTF_8));
    // Page by page, so that neither a long log nor a slow reader holds the ledger or the memory.
    while (!page.isEmpty()) {
      for (LedgerEvent e : page) {
        out.write(format.line(e).getBytes(StandardCharsets.UTF_8));
      }
      page = after(page.getLast().seq());
    }
    out.flush();
  }

  private List<LedgerEvent> after(long seq) {
    return doors.ledger().read(v -> v.eventsAfter(seq, PAGE));
  }
}

package nightshift.bot.chat.web;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import nightshift.engine.alert.Text;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.LedgerView.PlanQuery;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for in the history, as typed. Empty text means any.
 *
 * @param text in headline, title, target or playbook
 * @param state words of states, as {@link PlanState#named} knows them
 * @param since a day, {@code 2026-11-24}
 * @param page from 0
 */
record HistoryQuery(
    String text, String state, String playbook, String target, String since, int page) {

  /** Rows on a page. */
  static final int ROWS = 50;

  private static final int MOST_PAGES = 10_000;
  private static final int LONGEST = 200;

  /** Reads the address; a day or a page that makes no sense means any. */
  static HistoryQuery of(Context ctx) {
    return new HistoryQuery(
        word(ctx, "q"),
        word(ctx, "state").isEmpty() ? word(ctx, "status") : word(ctx, "state"),
        word(ctx, "playbook"),
        word(ctx, "target"),
        word(ctx, "since"),
        page(word(ctx, "page")));
  }

  /** Why this cannot be looked for; empty when it can. */
  Optional<String> refusal() {
    return state.isEmpty() ? Optional.empty() : PlanState.unknown(state);
  }

  /** For the ledger, when nothing is refused. */
  PlanQuery query() {
    return new PlanQuery(
        state.isEmpty() ? List.of() : PlanState.named(state),
        blankIsNull(playbook),
        blankIsNull(target),
        day().orElse(null),
        blankIsNull(text),
        ROWS,
        page * ROWS);
  }

  /** Whether anything is looked for. */
  boolean searches() {
    return !(text + state + playbook + target + since).isBlank();
  }

  /** The address of another page of the same search. */
  String address(int otherPage) {
    return "/history?q=%s&state=%s&playbook=%s&target=%s&since=%s&page=%d"
        .formatted(
            encoded(text),
            encoded(state),
            encoded(playbook),
            encoded(target),
            encoded(since),
            otherPage);
  }

  private Optional<Instant> day() {
    try {
      return Optional.of(LocalDate.parse(since).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static int page(String word) {
    return word.matches("\\d{1,5}") ? Math.min(Integer.parseInt(word), MOST_PAGES) : 0;
  }

  private static String word(Context ctx, String name) {
    String raw = ctx.queryParam(name);
    return raw == null ? "" : Text.line(raw, LONGEST);
  }

  private static @Nullable String blankIsNull(String s) {
    return s.isBlank() ? null : s;
  }

  private static String encoded(String s) {
    return URLEncoder.encode(s, StandardCharsets.UTF_8);
  }
}

package nightshift.bot.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nightshift.engine.card.Reply;
import nightshift.engine.plan.PlanId;
import nightshift.engine.port.LedgerView.ThreadEntry;
import org.junit.jupiter.api.Test;

/** How messages in a thread are drawn. */
class ThreadTextTest {

  private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");

  private static String drawn(String body) {
    Reply reply = new Reply(Reply.Kind.RESULT, "What was done", body, List.of());
    ThreadEntry entry = new ThreadEntry(new PlanId(1), "result", reply, NOW);
    return ThreadView.whole(List.of(entry), NOW).render();
  }

  @Test
  void a_short_text_is_shown_as_it_is() {
    assertThat(drawn("one\ntwo")).contains("one\ntwo").doesNotContain("<details>");
  }

  @Test
  void a_long_text_shows_its_beginning_and_is_kept_whole_behind_a_click() {
    String body =
        IntStream.rangeClosed(1, 500).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
    String page = drawn(body);
    assertThat(page).contains("All 500 lines").contains("line 500");
    assertThat(page.substring(0, page.indexOf("<details>"))).contains("line 12");
    assertThat(page.substring(0, page.indexOf("<details>"))).doesNotContain("line 13");
  }

  @Test
  void a_long_text_breaks_no_page() {
    String page = drawn("<script>alert(1)</script>".repeat(200));
    assertThat(page).doesNotContain("<script>").contains("All of it");
  }
}

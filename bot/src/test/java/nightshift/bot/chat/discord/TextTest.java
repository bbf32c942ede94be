package nightshift.bot.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import nightshift.bot.chat.desk.HistoryFilter;
import nightshift.engine.card.Card.Button;
import nightshift.engine.card.Reply;
import nightshift.engine.plan.PlanId;
import org.junit.jupiter.api.Test;

/** Text on its way to Discord, and what comes back from its buttons. */
class TextTest {

  @Test
  void nothing_in_a_strangers_text_formats_links_or_mentions() {
    assertThat(Markdown.escape("**b** _i_ `c` [t](u) # > | ~ <@1>"))
        .isEqualTo("\\*\\*b\\*\\* \\_i\\_ \\`c\\` \\[t\\]\\(u\\) \\# \\> \\| \\~ \\<@\u200B1\\>");
    assertThat(Markdown.escape("@everyone https://x")).isEqualTo("@\u200Beveryone https:\u200B//x");
    assertThat(Markdown.block("```\n@here")).isEqualTo("```\n`\u200B``\n@\u200Bhere\n```");
  }

  @Test
  void what_is_too_long_is_cut_between_characters_and_says_so() {
    assertThat(Markdown.shortened("*".repeat(500), 100))
        .hasSizeLessThanOrEqualTo(100)
        .endsWith("…");
    assertThat(Markdown.clipped("a😀", 2)).isEqualTo("a");
    List<String> lines = Collections.nCopies(100, "a line of text");
    assertThat(Markdown.fitted(lines, 300, "see the file"))
        .hasSizeLessThanOrEqualTo(300)
        .endsWith("more lines: see the file");
  }

  @Test
  void our_own_page_is_a_link_and_one_in_the_text_of_others_is_none() {
    Reply reply =
        new Reply(Reply.Kind.NOTICE, "Fix the cause", "see https://evil.example", List.of())
            .seeing("/history?playbook=a_b&target=lamp%3Ahall");
    ReplyMessage messages = new ReplyMessage(new Mentions(Map.of(), _ -> List.of()));
    assertThat(messages.create(reply).getContent())
        .endsWith("More in the web room: /history?playbook=a\\_b&target=lamp%3Ahall");
    assertThat(messages.create(reply.reachedAt(URI.create("https://x.example/"))).getContent())
        .endsWith("\n<https://x.example/history?playbook=a_b&target=lamp%3Ahall>")
        .doesNotContain("https://evil");
  }

  @Test
  void a_long_text_leaves_room_for_the_link() {
    Reply reply =
        new Reply(Reply.Kind.NOTICE, "Long", "a line of text\n".repeat(500), List.of())
            .seeing("/history")
            .reachedAt(URI.create("https://x.example"));
    String content =
        new ReplyMessage(new Mentions(Map.of(), _ -> List.of())).create(reply).getContent();
    assertThat(content)
        .hasSizeLessThanOrEqualTo(Limits.CONTENT)
        .contains("whole in the attached file")
        .endsWith("\n<https://x.example/history>");
  }

  @Test
  void a_button_says_what_was_seen_and_nothing_else_is_read() {
    PressId press = new PressId(Button.SETTLE_FIXED, new PlanId(142), 3, "3f9a0c", false);
    assertThat(press).hasToString("ns1:settle_fixed:142:3:3f9a0c");
    assertThat(PressId.parse(press.toString())).contains(press);
    for (String other :
        List.of(
            "",
            "ns1:approve:0:1:3f9a0c",
            "ns1:approve:1:1:3f9a0",
            "ns1:approve:1:1:3F9A0C",
            "ns1:APPROVE:1:1:3f9a0c",
            "ns1:approve:1:1:3f9a0c:more",
            "ns1:approve:99999999999999999999:1:3f9a0c",
            "ns1:approve:1:1:" + "a".repeat(100))) {
      assertThat(PressId.parse(other)).as(other).isEmpty();
    }
  }

  @Test
  void a_page_that_nobody_wrote_is_not_turned_to() {
    HistoryFilter filter = new HistoryFilter("failed", "disk-full", "disk:/srv", "7d");
    PageId page = new PageId(3, filter);
    assertThat(PageId.parse(page.encoded().orElseThrow())).contains(page);
    assertThat(PageId.parse("nsp1:0:|||")).isEmpty();
    assertThat(PageId.parse("nsp1:1:what|||")).isEmpty();
    assertThat(PageId.parse("nsp1:1:")).isEmpty();
    HistoryFilter wide = new HistoryFilter("", "p".repeat(100), "", "");
    assertThat(new PageId(2, wide).encoded()).isEmpty();
  }

  @Test
  void a_refused_connection_is_tried_less_and_less_often() {
    assertThat(SteadySessions.backOff(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(SteadySessions.backOff(3)).isEqualTo(Duration.ofSeconds(4));
    assertThat(SteadySessions.backOff(50)).isEqualTo(Duration.ofMinutes(1));
  }
}

package nightshift.bot.chat.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import nightshift.engine.card.Reply;
import org.junit.jupiter.api.Test;

/** Links in threads: ours alone. */
class ReplyContentTest {

  private static final Reply REPLY =
      new Reply(Reply.Kind.NOTICE, "Fix the cause", "see https://evil.example", List.of())
          .seeing("/history?playbook=lamp&target=lamp%3Ahall");

  private static ObjectNode content(Reply reply, int size) {
    return new ReplyContent(_ -> List.of()).post(reply, false, "$root").within(size);
  }

  @Test
  void our_own_page_is_a_link_and_one_in_the_text_of_others_is_none() {
    ObjectNode out = content(REPLY.reachedAt(URI.create("https://x.example/")), 8_000);
    assertThat(out.path("formatted_body").asText())
        .contains(
            "<a href=\"https://x.example/history?playbook=lamp&amp;target=lamp%3Ahall\">https://x")
        .doesNotContain("https://evil");
    assertThat(out.path("body").asText())
        .contains("\nhttps://x.example/history?playbook=lamp&target=lamp%3Ahall\n");
  }

  @Test
  void without_an_address_the_path_is_said() {
    ObjectNode out = content(REPLY, 8_000);
    assertThat(out.path("body").asText()).contains("More in the web room: /history?playbook=lamp");
    assertThat(out.path("formatted_body").asText()).doesNotContain("<a ");
  }

  @Test
  void the_link_is_not_what_is_cut_off() {
    Reply more =
        new Reply(Reply.Kind.NOTICE, "Long", "a line of text\n".repeat(500), List.of())
            .seeing("/history")
            .reachedAt(URI.create("https://x.example"));
    assertThat(content(more, 300).path("body").asText())
        .contains("https://x.example/history")
        .contains("more lines");
  }
}

package nightshift.bot.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import nightshift.bot.loopback.discord.Shapes;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.contract.ChatPlatformContract;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.port.ChatException;
import nightshift.engine.port.ChatPlatform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract of chat platforms, kept over real HTTP with the real JDA. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DiscordPlatformTest extends ChatPlatformContract {

  private final Night night = new Night(Autonomy.ASK, "lamp.on");

  @BeforeEach
  void open() {
    night.open();
  }

  @AfterEach
  void close() {
    night.close();
  }

  @Override
  protected ChatPlatform platform() {
    return night.room;
  }

  @Override
  protected int cards() {
    return night.discord.cards().size();
  }

  @Override
  protected List<String> replies(CardRef card) throws ChatException {
    return night.discord.in(Where.of(card).message()).stream()
        .map(m -> m.path("content").asText())
        .toList();
  }

  @Override
  protected boolean delete(CardRef card) throws ChatException {
    night.discord.delete(Where.of(card).message());
    return true;
  }

  @Test
  void long_output_is_cut_saying_so_and_attached_whole() throws Exception {
    CardRef ref = platform().post("plan-1", card(1, nightshift.engine.plan.PlanState.RESOLVED));
    String body = "a line of output with `marks` and @everyone\n".repeat(200);
    platform()
        .reply(ref, null, "k", new Reply(Reply.Kind.RESULT, "What was done", body, List.of()));
    var call = night.discord.calls("POST", "/messages").getLast();
    String content = call.body().path("content").asText();
    assertThat(content.length()).isLessThanOrEqualTo(Limits.CONTENT);
    assertThat(content).contains("more lines: whole in the attached file");
    assertThat(content).doesNotContain("@everyone");
    assertThat(call.files().getFirst()).contains(body.strip());
    assertThat(call.body().at("/allowed_mentions/parse")).isEmpty();
  }

  @Test
  void an_edited_reply_that_calls_people_calls_them_in_a_message_of_its_own() throws Exception {
    CardRef ref = platform().post("plan-1", card(1, nightshift.engine.plan.PlanState.RESOLVED));
    Reply quiet = new Reply(Reply.Kind.PROGRESS, "Checking", "", List.of());
    String first = platform().reply(ref, null, "k1", quiet);
    platform()
        .reply(ref, first, "k2", new Reply(Reply.Kind.FAILURE, "It broke", "", List.of("oncall")));
    assertThat(replies(ref)).hasSize(2).allMatch(t -> t.contains("It broke"));
    var call = night.discord.calls("POST", "/messages").getLast().body();
    assertThat(call.at("/allowed_mentions/roles/0").asText()).isEqualTo(Shapes.ONCALL);
  }
}

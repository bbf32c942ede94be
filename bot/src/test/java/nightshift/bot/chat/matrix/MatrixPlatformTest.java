package nightshift.bot.chat.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.contract.ChatPlatformContract;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.port.ChatException;
import nightshift.engine.port.ChatPlatform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract of chat platforms, kept over real HTTP. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MatrixPlatformTest extends ChatPlatformContract {

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
    return night.server.cards().size();
  }

  @Override
  protected List<String> replies(CardRef card) throws ChatException {
    return night.thread(Place.of(card).event());
  }

  @Override
  protected boolean delete(CardRef card) throws ChatException {
    night.server.redact("@admin:test.example", Place.of(card).event());
    return true;
  }

  private CardRef posted(PlanState state) throws Exception {
    return platform().post("plan-1", card(1, state));
  }

  @Test
  void long_output_is_cut_saying_so_and_attached_whole() throws Exception {
    CardRef ref = posted(PlanState.RESOLVED);
    String body = "a line of output with <b>marks</b> and @everyone\n".repeat(400);
    platform()
        .reply(ref, null, "k", new Reply(Reply.Kind.RESULT, "What was done", body, List.of()));
    List<JsonNode> sent = List.copyOf(night.server.thread(Place.of(ref).event()));
    JsonNode message = sent.getFirst().path("content");
    assertThat(message.path("body").asText())
        .contains("more lines: whole in the attached file")
        .doesNotContain("@everyone");
    assertThat(message.path("formatted_body").asText()).doesNotContain("<b>");
    JsonNode file = sent.getLast().path("content");
    assertThat(file.path("msgtype").asText()).isEqualTo("m.file");
    assertThat(file.path("m.mentions").isObject()).isTrue();
    assertThat(night.server.file(file.path("url").asText())).contains(body.strip());
  }

  @Test
  void output_stays_whole_in_its_block_however_many_are_called() throws Exception {
    CardRef ref = posted(PlanState.FAILED);
    String body = "a line of output\n".repeat(450);
    List<String> called = List.of("oncall", "alice", "bob");
    platform().reply(ref, null, "k", new Reply(Reply.Kind.FAILURE, "It broke", body, called));
    assertThat(replies(ref).getFirst()).contains(body.strip());
    assertThat(replies(ref)).hasSize(1);
  }

  @Test
  void a_homeserver_that_takes_less_gets_a_shorter_message() throws Exception {
    night.server.largest = 4_000;
    CardRef ref = posted(PlanState.RESOLVED);
    String body = "a line of output\n".repeat(400);
    platform()
        .reply(ref, null, "k", new Reply(Reply.Kind.RESULT, "What was done", body, List.of()));
    assertThat(replies(ref).getFirst()).contains("What was done").contains("more lines");
    assertThat(replies(ref)).hasSize(2);
  }

  @Test
  void an_edited_reply_that_calls_people_mentions_them_where_servers_look() throws Exception {
    CardRef ref = posted(PlanState.RESOLVED);
    Reply quiet = new Reply(Reply.Kind.PROGRESS, "Checking", "", List.of());
    String first = platform().reply(ref, null, "k1", quiet);
    platform()
        .reply(ref, first, "k2", new Reply(Reply.Kind.FAILURE, "It broke", "", List.of("oncall")));
    assertThat(replies(ref)).hasSize(1).allMatch(t -> t.contains("It broke"));
    JsonNode edit = night.server.timeline.relating(first, "m.replace").getLast().path("content");
    assertThat(edit.path("msgtype").asText()).isEqualTo("m.text");
    assertThat(edit.at("/m.mentions/user_ids"))
        .extracting(JsonNode::asText)
        .containsExactly(Night.ALICE, Night.BOB);
  }

  @Test
  void progress_makes_no_sound_and_mentions_nobody() throws Exception {
    CardRef ref = posted(PlanState.EXECUTING);
    platform().reply(ref, null, "k", new Reply(Reply.Kind.PROGRESS, "Step 1", "", List.of()));
    JsonNode sent = night.server.thread(Place.of(ref).event()).getFirst().path("content");
    assertThat(sent.path("msgtype").asText()).isEqualTo("m.notice");
    assertThat(sent.path("m.mentions")).isEqualTo(Timeline.JSON.createObjectNode());
  }

  @Test
  void a_reply_whose_message_was_deleted_is_written_anew() throws Exception {
    CardRef ref = posted(PlanState.EXECUTING);
    Reply reply = new Reply(Reply.Kind.PROGRESS, "Step 1", "", List.of());
    String first = platform().reply(ref, null, "k1", reply);
    night.server.redact("@admin:test.example", first);
    String second = platform().reply(ref, first, "k2", reply);
    assertThat(second).isNotEqualTo(first);
    assertThat(replies(ref)).hasSize(1);
  }

  @Test
  void a_card_in_another_room_is_gone() {
    CardRef elsewhere = new CardRef(MatrixRoom.NAME, "!other:test.example $event");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> platform().edit(elsewhere, card(1, PlanState.RESOLVED)))
        .isInstanceOfSatisfying(
            ChatException.class, e -> assertThat(e.kind()).isEqualTo(ChatException.Kind.GONE));
  }
}

package nightshift.bot.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.dv8tion.jda.api.utils.data.SerializableData;
import nightshift.bot.chat.desk.Answer;
import nightshift.bot.chat.desk.HistoryFilter;
import nightshift.bot.loopback.discord.Shapes;
import nightshift.engine.action.Risk;
import nightshift.engine.card.Card;
import nightshift.engine.card.CardWriter;
import nightshift.engine.card.Reply;
import nightshift.engine.contract.Samples;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.policy.Vote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is sent to Discord, byte for byte, is what stands in the golden files. After a change that
 * is meant, {@code -Dnightshift.golden=write} writes them anew; read the difference.
 */
class GoldenTest {

  private static final String FOLDER = "nightshift/bot/chat/discord/golden/";
  private static final ObjectMapper SORTED =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final Mentions MENTIONS =
      new Mentions(Map.of("oncall", Shapes.ONCALL), word -> List.of("333000000000000001"));
  private static final CardMessage CARDS = new CardMessage(MENTIONS);
  private static final ReplyMessage REPLIES = new ReplyMessage(MENTIONS);

  private static Plan plan(PlanState state) {
    Plan.Draft draft = Samples.draft("web", "alert-1", null, 3);
    boolean decided = state != PlanState.DRAFTED && state != PlanState.AWAITING_APPROVAL;
    return new Plan(
        new PlanId(142),
        "00000000-0000-0000-0000-000000000142",
        draft,
        state,
        3,
        Samples.T0,
        Samples.after(60),
        Samples.after(1_800),
        decided ? Samples.decision("alice") : null,
        state.begun() ? Samples.after(90) : null,
        state.terminal() ? "a note for `people` with @everyone" : "");
  }

  private static Card card(PlanState state) {
    Plan plan = plan(state);
    List<Vote> votes =
        state == PlanState.AWAITING_APPROVAL
            ? List.of()
            : List.of(Samples.vote(plan.id(), "alice", "press-1"));
    return CardWriter.write(plan, votes, null, null);
  }

  @ParameterizedTest
  @EnumSource(PlanState.class)
  void a_card_in_every_state_is_what_it_was(PlanState state) throws IOException {
    ObjectNode both = Shapes.JSON.createObjectNode();
    both.set("post", valid("POST", "/channels/1/messages", json(CARDS.create(card(state)))));
    both.set("edit", valid("PATCH", "/channels/1/messages/2", json(CARDS.edit(card(state)))));
    golden("card-" + state.word(), both);
  }

  @ParameterizedTest
  @EnumSource(Reply.Kind.class)
  void a_reply_of_every_kind_is_what_it_was(Reply.Kind kind) throws IOException {
    List<String> called = kind == Reply.Kind.FAILURE ? List.of("oncall", "carol") : List.of();
    Reply reply = new Reply(kind, "A title with *stars*", "one line\n- and `another`", called);
    ObjectNode both = Shapes.JSON.createObjectNode();
    both.set("post", valid("POST", "/channels/1/messages", json(REPLIES.create(reply))));
    both.set("edit", valid("PATCH", "/channels/1/messages/2", json(REPLIES.edit(reply))));
    golden("reply-" + kind.name().toLowerCase(java.util.Locale.ROOT), both);
  }

  @Test
  void a_quiet_card_calls_nobody_and_makes_no_sound() throws IOException {
    JsonNode post = json(CARDS.create(card(PlanState.AWAITING_APPROVAL).quietly()));
    assertThat(post.path("flags").asInt() & 1 << 12).isNotZero();
    assertThat(post.at("/allowed_mentions/roles").size()).isZero();
    golden("card-quiet", valid("POST", "/channels/1/messages", post));
  }

  @Test
  void windows_commands_and_answers_are_what_they_were() throws IOException {
    Plan plan = plan(PlanState.AWAITING_APPROVAL);
    PressId press = new PressId(Card.Button.APPROVE, plan.id(), 1, plan.shortDigest(), true);
    golden("window-target", window(json(Windows.target(press))));
    golden("window-reason", window(json(Windows.reason(press))));
    JsonNode commands = Shapes.JSON.createArrayNode().add(json(CommandTree.definition()));
    golden("commands", valid("PUT", "/applications/1/guilds/2/commands", commands));
    Answer answer = new Answer("2 plans, page 2 of 3", List.of("#2 *x*", "#1 y"), true, true);
    HistoryFilter filter = new HistoryFilter("completed", "lamp", "", "7d");
    golden(
        "answer-page",
        valid(
            "PATCH",
            "/webhooks/1/token/messages/@original",
            json(AnswerMessage.page(answer, filter, 2).message())));
    assertThat(plan.draft().risk()).isEqualTo(Risk.MEDIUM);
  }

  private static JsonNode window(JsonNode modal) {
    ObjectNode callback = Shapes.JSON.createObjectNode().put("type", 9);
    callback.set("data", modal);
    return valid("POST", "/interactions/1/token/callback", callback);
  }

  private static JsonNode valid(String method, String path, JsonNode body) {
    OpenApi.given().ifPresent(api -> assertThat(api.request(method, path, body)).isEmpty());
    return body;
  }

  private static JsonNode json(SerializableData data) throws IOException {
    return Shapes.JSON.readTree(new String(data.toData().toJson(), StandardCharsets.UTF_8));
  }

  private static void golden(String name, JsonNode is) throws IOException {
    // Plain maps have an order; trees keep the one in which JDA happened to write.
    String text = SORTED.writeValueAsString(SORTED.convertValue(is, Object.class)) + "\n";
    String file = FOLDER + name + ".json";
    if ("write".equals(System.getProperty("nightshift.golden"))) {
      Path to = Path.of(System.getProperty("nightshift.root"), "bot/src/test/resources", file);
      Files.createDirectories(to.getParent());
      Files.writeString(to, text);
    }
    Path there = Path.of(System.getProperty("nightshift.root"), "bot/src/test/resources", file);
    assertThat(there).as("-Dnightshift.golden=write makes it").exists();
    assertThat(text).isEqualTo(Files.readString(there));
  }
}

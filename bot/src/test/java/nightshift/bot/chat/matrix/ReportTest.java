package nightshift.bot.chat.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import nightshift.bot.chart.Weeks;
import nightshift.engine.playbook.Autonomy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How it went, as people see it in the room: in words, and as a picture below. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class ReportTest {

  private static final String KEY = "report-2026-48";

  private final Night night = new Night(Autonomy.ASK, "lamp.on");

  @AfterEach
  void close() {
    night.close();
  }

  private List<ObjectNode> shown(String type) {
    return night.server.timeline.shown().stream()
        .filter(e -> e.at("/content/msgtype").asText().equals(type))
        .toList();
  }

  @Test
  void the_weeks_report_comes_in_words_and_then_as_a_picture() throws Exception {
    night.open();
    assertThat(night.room.report(KEY, Weeks.busy())).isTrue();
    List<ObjectNode> all = night.server.cards();
    assertThat(all).hasSize(2);
    JsonNode words = all.getFirst().path("content");
    assertThat(words.path("msgtype").asText()).isEqualTo("m.notice");
    assertThat(words.path("body").asText()).startsWith("The last 7 days\n105 plans: 105 ran");
    assertThat(words.path("m.mentions").isObject()).isTrue();
    JsonNode picture = all.getLast().path("content");
    assertThat(picture.path("msgtype").asText()).isEqualTo("m.image");
    assertThat(picture.path("filename").asText()).isEqualTo("outcomes.png");
    assertThat(picture.path("body").asText()).contains("105 plans").contains("Outcomes: ");
    assertThat(picture.path("m.mentions").toString()).isEqualTo("{}");
    Uploads.Stored file = night.server.stored(picture.path("url").asText());
    JsonNode info = picture.path("info");
    assertThat(info.path("mimetype").asText()).isEqualTo("image/png").isEqualTo(file.type());
    assertThat(info.path("size").asInt()).isEqualTo(file.bytes().length);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(file.bytes()));
    assertThat(info.path("w").asInt()).isEqualTo(image.getWidth());
    assertThat(info.path("h").asInt()).isEqualTo(image.getHeight());
  }

  @Test
  void the_same_report_again_shows_nothing_twice_not_even_after_a_restart() throws Exception {
    night.open();
    night.room.report(KEY, Weeks.busy());
    night.room.report(KEY, Weeks.busy());
    night.stop();
    night.again();
    night.room.report(KEY, Weeks.busy());
    assertThat(shown("m.notice")).hasSize(1);
    assertThat(shown("m.image")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 413, 502})
  void a_picture_that_the_homeserver_does_not_take_leaves_the_words(int status) throws Exception {
    night.open();
    night.server.uploads = status;
    assertThat(night.room.report(KEY, Weeks.busy())).isTrue();
    assertThat(shown("m.notice")).hasSize(1);
    assertThat(shown("m.image")).isEmpty();
    assertThat(night.server.calls("POST", "/media/")).hasSize(1);
  }

  @Test
  void stats_answers_with_the_figures_and_the_picture_where_it_was_asked() {
    night.open();
    String asked = night.server.say(Night.ALICE, "!remediation stats");
    assertThat(night.answer(asked)).startsWith("The last seven days:\n0 plans: 0 ran");
    night.until(() -> !shown("m.image").isEmpty());
    assertThat(shown("m.image").getFirst().at("/content/m.relates_to/m.in_reply_to/event_id"))
        .isEqualTo(Timeline.JSON.getNodeFactory().textNode(asked));
  }

  @Test
  void stats_asked_in_a_thread_is_answered_there() {
    night.open().asked();
    String root = night.id();
    night.server.say(Night.ALICE, root, "!remediation stats");
    night.until(() ->
        night.server.thread(root).stream()
            .anyMatch(m -> m.at("/content/msgtype").asText().equals("m.image")));
    assertThat(night.thread(root)).anyMatch(t -> t.startsWith("The last seven days:"));
  }

  @Test
  void stats_without_a_place_for_pictures_answers_in_words_and_presses_go_on() {
    night.open().asked();
    night.server.uploads = 413;
    assertThat(night.answer(night.server.say(Night.ALICE, "!remediation stats"))).contains("0 ran");
    night.heard();
    night.until(() -> !night.server.calls("POST", "/media/").isEmpty());
    assertThat(shown("m.image")).isEmpty();
  }

  @Test
  void a_stranger_gets_neither_figure_nor_picture() {
    night.open();
    assertThat(night.answer(night.server.say(Night.EVE, "!remediation stats")))
        .contains("not known here")
        .doesNotContain("plans");
    night.heard();
    assertThat(night.server.calls("POST", "/media/")).isEmpty();
  }
}

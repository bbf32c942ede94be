package nightshift.bot.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import nightshift.bot.chart.OutcomeChart;
import nightshift.bot.chart.Weeks;
import nightshift.bot.loopback.discord.Call;
import nightshift.engine.playbook.Autonomy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How it went, as people see it in Discord: in words first, and as a picture. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class ReportMessageTest {

  private static final String KEY = "report-2026-48";

  private final Night night = new Night(Autonomy.ASK, "lamp.on");

  @AfterEach
  void close() {
    night.close();
  }

  @Test
  void a_phones_notification_says_the_main_figures() {
    MessageCreateData message = ReportMessage.words(Weeks.busy());
    assertThat(message.getContent().replace("\\", ""))
        .startsWith("**The last 7 days**\n105 plans: 105 ran, 105 of them unasked (100 %)");
    assertThat(message.getContent().length()).isLessThanOrEqualTo(Limits.CONTENT);
    assertThat(message.getAttachments()).isEmpty();
    assertThat(message.getAllowedMentions()).isEmpty();
    assertThat(message.isSuppressedNotifications()).isTrue();
  }

  @Test
  void the_picture_is_a_png_with_words_for_those_who_do_not_see_it() throws Exception {
    MessageCreateData message = ReportMessage.of(Weeks.busy());
    List<FileUpload> files = message.getFiles();
    assertThat(files).hasSize(1);
    assertThat(files.getFirst().getName()).isEqualTo("outcomes.png");
    assertThat(files.getFirst().getDescription()).contains("105 plans").contains("Outcomes: ");
    try (InputStream png = files.getFirst().getData()) {
      BufferedImage image = ImageIO.read(png);
      assertThat(image.getWidth()).isEqualTo(OutcomeChart.WIDTH);
      assertThat(image.getHeight()).isEqualTo(OutcomeChart.HEIGHT);
    }
  }

  @Test
  void it_goes_to_the_channel_once() throws Exception {
    night.open();
    assertThat(night.room.report(KEY, Weeks.busy())).isTrue();
    assertThat(night.room.report(KEY, Weeks.busy())).isTrue();
    assertThat(night.discord.cards()).hasSize(1);
    assertThat(night.discord.calls("POST", "/messages").getFirst().files().getFirst())
        .contains("PNG");
  }

  @Test
  void a_channel_that_takes_no_picture_gets_the_words() throws Exception {
    night.open();
    night.discord.faults.noFiles = true;
    assertThat(night.room.report(KEY, Weeks.busy())).isTrue();
    assertThat(night.discord.cards())
        .singleElement()
        .satisfies(m -> assertThat(m.path("content").asText()).contains("105 plans"));
    assertThat(night.discord.calls("POST", "/messages").getLast().files()).isEmpty();
  }

  @Test
  void stats_answers_with_the_figures_and_the_picture() {
    night.open();
    String press = night.alice.command("stats", "[]");
    assertThat(night.answer(press)).startsWith("The last seven days:\n0 plans: 0 ran");
    Call answered = night.discord.calls("PATCH", "@original").getLast();
    assertThat(answered.files()).singleElement().asString().contains("PNG");
    assertThat(answered.body().at("/attachments/0/filename").asText()).isEqualTo("outcomes.png");
    assertThat(answered.body().at("/attachments/0/description").asText()).contains("0 plans");
  }

  @Test
  void stats_without_a_place_for_files_answers_in_words() {
    night.open();
    night.discord.faults.noFiles = true;
    assertThat(night.answer(night.alice.command("stats", "[]"))).contains("0 plans: 0 ran");
    assertThat(night.discord.calls("PATCH", "@original").getLast().files()).isEmpty();
  }

  @Test
  void a_stranger_gets_neither_figure_nor_picture() {
    night.open();
    assertThat(night.answer(night.eve.command("stats", "[]")))
        .contains("not known here")
        .doesNotContain("plans");
    assertThat(night.discord.calls("PATCH", "@original").getLast().files()).isEmpty();
  }
}

package nightshift.bot.chat.discord;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.dv8tion.jda.api.entities.Message.MentionType;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import nightshift.bot.chart.OutcomeChart;
import nightshift.engine.card.ReportWords;
import nightshift.engine.learn.Report;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A report as a Discord message with its picture. It calls nobody. */
final class ReportMessage {

  private static final Logger LOG = LoggerFactory.getLogger(ReportMessage.class);

  private ReportMessage() {}

  static MessageCreateData of(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add("**" + Markdown.escape(ReportWords.title(report)) + "**");
    ReportWords.lines(report).forEach(l -> lines.add(Markdown.escape(l)));
    MessageCreateBuilder out =
        new MessageCreateBuilder()
            .setContent(Markdown.fitted(lines, Limits.CONTENT, "the rest is in the web room"))
            .setAllowedMentions(List.<MentionType>of())
            .setSuppressedNotifications(true);
    try {
      String words = String.join(" ", ReportWords.lines(report).subList(0, 2));
      out.setFiles(
          FileUpload.fromData(OutcomeChart.png(report), "outcomes.png").setDescription(words));
    } catch (IOException e) {
      LOG.warn("the report goes without its picture: {}", e.getMessage());
    }
    return out.build();
  }
}

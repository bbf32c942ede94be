package nightshift.bot.chat.discord;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** All of it. */
  static MessageCreateData of(Report report) {
    MessageCreateBuilder out = builder(report);
    picture(report).ifPresent(out::setFiles);
    return out.build();
  }

  /** Without the picture, for a channel that takes none. */
  static MessageCreateData words(Report report) {
    return builder(report).build();
  }

  private static MessageCreateBuilder builder(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add("**" + Markdown.escape(ReportWords.title(report)) + "**");
    ReportWords.lines(report).forEach(l -> lines.add(Markdown.escape(l)));
    return new MessageCreateBuilder()
        .setContent(Markdown.fitted(lines, Limits.CONTENT, "the rest is in the web room"))
        .setAllowedMentions(List.<MentionType>of())
        .setSuppressedNotifications(true);
  }

  /** Its picture to attach; empty where this machine cannot draw. */
  static Optional<FileUpload> picture(Report report) {
    try {
      FileUpload png = FileUpload.fromData(OutcomeChart.png(report), "outcomes.png");
      return Optional.of(png.setDescription(ReportWords.figures(report)));
    } catch (IOException e) {
      LOG.warn("the report goes without its picture: {}", e.getMessage());
      return Optional.empty();
    }
  }
}

package nightshift.bot.chat.discord;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
import nightshift.bot.chat.desk.Answer;
import nightshift.bot.chat.desk.Desk;
import nightshift.bot.chat.desk.HistoryFilter;
import nightshift.engine.learn.Report;
import org.jspecify.annotations.Nullable;

/**
 * An answer to one person as a Discord message. What is too long is attached whole.
 *
 * @param report drawn and attached beside the words; null for none
 */
record AnswerMessage(Answer answer, List<Button> buttons, @Nullable Report report) {

  private static final String REST = "whole in the attached file";

  AnswerMessage {
    buttons = List.copyOf(buttons);
  }

  /** One sentence. */
  static AnswerMessage plain(String sentence) {
    return of(Answer.of(sentence));
  }

  /** An answer without buttons. */
  static AnswerMessage of(Answer answer) {
    return new AnswerMessage(answer, List.of(), null);
  }

  /** How it went, in words and as a picture. */
  static AnswerMessage of(Desk.Stats stats) {
    return new AnswerMessage(stats.answer(), List.of(), stats.report());
  }

  /** A page of the history, with buttons to the pages beside it. */
  static AnswerMessage page(Answer answer, HistoryFilter filter, int page) {
    List<Button> buttons = new ArrayList<>();
    turn(filter, page - 1, "Newer", answer.newer()).ifPresent(buttons::add);
    turn(filter, page + 1, "Older", answer.older()).ifPresent(buttons::add);
    return new AnswerMessage(answer, buttons, null);
  }

  /** The same in words alone. */
  AnswerMessage undrawn() {
    return new AnswerMessage(answer, buttons, null);
  }

  private static Optional<Button> turn(
      HistoryFilter filter, int page, String label, boolean there) {
    return there
        ? new PageId(page, filter).encoded().map(id -> Button.secondary(id, label))
        : Optional.empty();
  }

  /** The message that fills in the acknowledged answer; an earlier page's buttons go. */
  MessageEditData message() {
    List<String> lines = answer.all().stream().map(Markdown::escape).toList();
    List<FileUpload> files = new ArrayList<>();
    MessageEditBuilder out = new MessageEditBuilder();
    out.setContent(Markdown.fitted(lines, Limits.CONTENT, REST));
    if (String.join("\n", lines).length() > Limits.CONTENT) {
      String whole = Markdown.clipped(String.join("\n", answer.all()), Limits.FILE_BYTES / 4);
      files.add(FileUpload.fromData(whole.getBytes(StandardCharsets.UTF_8), "answer.txt"));
    }
    if (report != null) {
      ReportMessage.picture(report).ifPresent(files::add);
    }
    if (!files.isEmpty()) {
      out.setFiles(files);
    }
    out.setComponents(buttons.isEmpty() ? List.of() : List.of(ActionRow.of(buttons)));
    return out.build();
  }
}

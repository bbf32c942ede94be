package nightshift.bot.chat.discord;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import net.dv8tion.jda.api.utils.messages.MessageEditData;

/**
 * An answer to one person.
 *
 * @param text in Discord's own markup; text of strangers in it is escaped already
 * @param whole plain text of all of it, attached when {@code text} does not fit; empty for none
 * @param buttons below it
 */
record Answer(String text, String whole, List<Button> buttons) {

  private static final String REST = "whole in the attached file";

  Answer {
    buttons = List.copyOf(buttons);
  }

  /** One plain sentence. */
  static Answer plain(String sentence) {
    return new Answer(Markdown.escape(sentence), sentence, List.of());
  }

  /** The message that fills in the acknowledged answer. */
  MessageEditData message() {
    MessageEditBuilder out = new MessageEditBuilder();
    out.setContent(Markdown.fitted(text.lines().toList(), Limits.CONTENT, REST));
    if (text.length() > Limits.CONTENT && !whole.isEmpty()) {
      byte[] bytes =
          Markdown.clipped(whole, Limits.FILE_BYTES / 4).getBytes(StandardCharsets.UTF_8);
      out.setFiles(FileUpload.fromData(bytes, "answer.txt"));
    }
    if (!buttons.isEmpty()) {
      out.setComponents(ActionRow.of(buttons));
    }
    return out.build();
  }
}

package nightshift.bot.chat.discord;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.dv8tion.jda.api.entities.Message.MentionType;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
import nightshift.engine.card.Reply;
import org.jspecify.annotations.Nullable;

/** A reply as a Discord message. What is too long is cut, and attached whole as a file. Pure. */
final class ReplyMessage {

  private static final int TITLE = 300;
  private static final int LINE = 900;
  private static final String REST = "whole in the attached file";

  private final Mentions mentions;

  ReplyMessage(Mentions mentions) {
    this.mentions = mentions;
  }

  /** To post. */
  MessageCreateData create(Reply reply) {
    boolean aloud = !reply.mention().isEmpty();
    MessageCreateBuilder out =
        new MessageCreateBuilder()
            .setContent(content(reply))
            .setFiles(files(reply))
            .setSuppressedNotifications(!aloud);
    mentions.allow(out, reply.mention());
    return out.build();
  }

  /** To replace an earlier text. */
  MessageEditData edit(Reply reply) {
    return new MessageEditBuilder()
        .setContent(content(reply))
        .setAttachments(files(reply))
        .setAllowedMentions(List.<MentionType>of())
        .build();
  }

  /** A call for people who would not hear of an edited text; empty when it calls nobody. */
  List<MessageCreateData> call(Reply reply) {
    String called = mentions.text(reply.mention());
    if (called.isEmpty()) {
      return List.of();
    }
    MessageCreateBuilder out =
        new MessageCreateBuilder()
            .setContent(Markdown.shortened(reply.title(), TITLE) + " " + called);
    mentions.allow(out, reply.mention());
    return List.of(out.build());
  }

  /**
   * The same for one person, with a link to the card.
   *
   * @param link where the card is
   */
  MessageCreateData letter(Reply reply, String link) {
    String text = "**" + Markdown.shortened(reply.title(), TITLE) + "**\n" + link;
    return new MessageCreateBuilder()
        .setContent(text)
        .setAllowedMentions(List.<MentionType>of())
        .build();
  }

  private String content(Reply reply) {
    String head = "**" + Markdown.shortened(reply.title(), TITLE) + "**";
    String called = mentions.text(reply.mention());
    String first = called.isEmpty() ? head : head + " " + called;
    String last = more(reply.page());
    if (reply.body().isBlank()) {
      return first + last;
    }
    return first + "\n" + body(reply, Limits.CONTENT - first.length() - last.length() - 1) + last;
  }

  // In angle brackets, so that it stays a line and unfolds no preview.
  private static String more(@Nullable String page) {
    if (page == null) {
      return "";
    }
    return page.startsWith("/")
        ? "\nMore in the web room: " + Markdown.shortened(page, LINE)
        : "\n<" + page + ">";
  }

  private static String body(Reply reply, int room) {
    List<String> lines = reply.body().lines().toList();
    return switch (reply.kind()) {
      case RESULT, FAILURE, UNDO -> fixedWidth(lines, room);
      case DECISION, PROGRESS, VERIFICATION, NOTICE ->
          Markdown.fitted(
              lines.stream().map(l -> Markdown.shortened(l, LINE)).toList(), room, REST);
    };
  }

  // Defusing makes text longer, so what fits is found by trying less and less of it.
  private static String fixedWidth(List<String> lines, int room) {
    List<String> bounded = lines.stream().map(l -> clipped(l, LINE)).toList();
    int most = room;
    String out;
    do {
      out = Markdown.block(Markdown.fitted(bounded, most, REST));
      most -= 50;
    } while (out.length() > room);
    return out;
  }

  private static String clipped(String line, int max) {
    return line.length() <= max ? line : Markdown.clipped(line, max) + "…";
  }

  // A line of this length may have been cut, too, once its marks were escaped.
  private boolean cut(Reply reply) {
    return content(reply).contains(REST)
        || reply.body().lines().anyMatch(l -> l.length() > LINE / 2);
  }

  private List<FileUpload> files(Reply reply) {
    List<FileUpload> out = new ArrayList<>();
    if (cut(reply)) {
      String text = Markdown.clipped(reply.title() + "\n\n" + reply.body(), Limits.FILE_BYTES / 4);
      out.add(FileUpload.fromData(text.getBytes(StandardCharsets.UTF_8), "output.txt"));
    }
    return out;
  }
}

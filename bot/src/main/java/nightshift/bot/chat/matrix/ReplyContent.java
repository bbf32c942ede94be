package nightshift.bot.chat.matrix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import nightshift.engine.card.Reply;
import org.jspecify.annotations.Nullable;

/** A reply as a message in its card's thread. Pure, but for the question who is called. */
final class ReplyContent {

  private static final int TITLE = 300;
  private static final int LINE = 900;
  private static final String REST = "whole in the attached file";

  private final Callers callers;

  ReplyContent(Callers callers) {
    this.callers = callers;
  }

  /**
   * To post.
   *
   * @param silent whether nobody was asked in the first place, so that nobody is woken by its end
   */
  Sized post(Reply reply, boolean silent, String root) {
    List<String> called = called(reply);
    String type = aloud(reply, silent) ? Content.ALOUD : Content.QUIET;
    return size ->
        Content.inThread(Content.message(type, rows(reply, called, size), called), root, root);
  }

  /** In place of an earlier text. Those called hear of it. */
  Sized edit(Reply reply, boolean silent, String event) {
    List<String> called = called(reply);
    String type = aloud(reply, silent) ? Content.ALOUD : Content.QUIET;
    return size -> {
      ObjectNode newer = Content.message(type, rows(reply, called, size), called);
      return Content.edit(newer, event, called);
    };
  }

  // A mention is as good as a letter here: it reaches who is meant, and nobody else.
  private List<String> called(Reply reply) {
    List<String> words = new ArrayList<>(reply.mention());
    words.addAll(reply.direct());
    return callers.of(words);
  }

  private static boolean aloud(Reply reply, boolean silent) {
    return !reply.mention().isEmpty()
        || !reply.direct().isEmpty()
        || switch (reply.kind()) {
          case RESULT, FAILURE, VERIFICATION -> !silent;
          case DECISION, PROGRESS, UNDO, NOTICE -> false;
        };
  }

  /** Whether a text of this length leaves anything out. */
  static boolean cut(Reply reply, int size) {
    return reply.body().length() > size || reply.body().lines().anyMatch(l -> l.length() > LINE);
  }

  private static Rows rows(Reply reply, List<String> called, int size) {
    Rows out = new Rows().head(reply.title(), TITLE, "");
    if (!called.isEmpty()) {
      out.people("For ", called);
    }
    more(reply.page(), out);
    if (reply.body().isBlank()) {
      return out;
    }
    List<String> lines = reply.body().lines().toList();
    return switch (reply.kind()) {
      case RESULT, FAILURE, UNDO -> fixedWidth(lines, size, out);
      case DECISION, PROGRESS, VERIFICATION, NOTICE -> {
        lines.forEach(l -> out.text(l, LINE));
        yield out.fitted(size + TITLE, REST);
      }
    };
  }

  // Above the text, so that what is cut off is never the link.
  private static void more(@Nullable String page, Rows out) {
    if (page != null && page.startsWith("/")) {
      out.text("More in the web room: " + page, LINE);
    } else if (page != null) {
      out.link(page);
    }
  }

  private static Rows fixedWidth(List<String> lines, int size, Rows out) {
    int used = 0;
    int kept = 0;
    while (kept < lines.size() && used <= size) {
      used += Math.min(lines.get(kept).length(), LINE) + 1;
      kept += used <= size ? 1 : 0;
    }
    out.block(lines.subList(0, kept).stream().map(ReplyContent::clipped).toList());
    if (kept < lines.size()) {
      out.text("… " + (lines.size() - kept) + " more lines: " + REST, LINE);
    }
    return out;
  }

  private static String clipped(String line) {
    return nightshift.engine.alert.Text.cut(line, LINE);
  }
}

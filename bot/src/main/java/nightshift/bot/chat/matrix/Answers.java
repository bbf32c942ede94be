package nightshift.bot.chat.matrix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import nightshift.bot.chat.desk.Answer;
import nightshift.bot.chat.desk.Desk;
import nightshift.bot.chat.matrix.client.MatrixException;
import nightshift.engine.learn.Report;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers people where they asked. The same answer again makes no second message; an answer that
 * the homeserver will never take is given up, because what was decided stands without it.
 */
final class Answers {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final int LINE = 900;
  private static final String REST = "the web room has all of it";

  private final Pictures pictures;
  private final Poster poster;
  private final Kept kept;

  Answers(Link link, Kept kept, Pictures pictures) {
    this.pictures = pictures;
    this.poster = new Poster(link.server());
    this.kept = kept;
  }

  /**
   * Where an answer goes.
   *
   * @param thread the root of the thread; empty for none
   * @param event what is answered
   * @param person whom it is for
   */
  record To(String thread, String event, String person) {}

  /** So that they hear of it: their press did not do what they meant. */
  void aloud(To to, String sentence) throws MatrixException, InterruptedException {
    say(to, "answer " + to.event(), Content.ALOUD, Answer.of(sentence), List.of(to.person()));
  }

  /** Without a sound. */
  void quietly(To to, Answer answer) throws MatrixException, InterruptedException {
    say(to, "answer " + to.event(), Content.QUIET, answer, List.of());
  }

  /** Without a sound: the words, and soon after them what they say as a picture. */
  void drawn(To to, Desk.Stats stats) throws MatrixException, InterruptedException {
    quietly(to, stats.answer());
    Report report = stats.report();
    if (report != null) {
      pictures.showMeanwhile(
          new Pictures.Showing(
              "answering " + to.person(),
              kept.transaction("picture " + to.event()),
              report,
              out -> placed(out, to)));
    }
  }

  /** Without a sound, and once for all, however often they try the same. */
  void once(To to, String about, String sentence) throws MatrixException, InterruptedException {
    String key = "once " + to.person() + " " + to.thread() + " " + about;
    say(to, key, Content.QUIET, Answer.of(sentence), List.of());
  }

  private void say(To to, String key, String type, Answer answer, List<String> mentioned)
      throws MatrixException, InterruptedException {
    Sized message =
        size -> placed(Content.message(type, rows(answer).fitted(size, REST), mentioned), to);
    try {
      poster.send("answering " + to.person(), kept.transaction(key), message);
    } catch (MatrixException e) {
      if (e.passing()) {
        throw e;
      }
      LOG.warn("{}", Troubles.line(e));
    }
  }

  private static ObjectNode placed(ObjectNode message, To to) {
    return to.thread().isEmpty()
        ? Content.answering(message, to.event())
        : Content.inThread(message, to.thread(), to.event());
  }

  private static Rows rows(Answer answer) {
    Rows out = new Rows();
    if (answer.lines().isEmpty()) {
      return out.text(answer.title(), LINE);
    }
    out.head(answer.title(), LINE, "");
    answer.lines().forEach(l -> out.text(l, LINE));
    return out;
  }
}

package nightshift.bot.chat.matrix;

import java.nio.charset.StandardCharsets;
import nightshift.bot.chat.matrix.client.Homeserver;
import nightshift.bot.chat.matrix.client.MatrixException;
import nightshift.engine.alert.Text;
import nightshift.engine.card.Reply;

/** Writes into the threads under cards. What is too long for a message is attached whole. */
final class Replies {

  private static final int FILE = 250_000;
  private static final String FILE_NAME = "output.txt";

  private final Homeserver server;
  private final Kept kept;
  private final Poster poster;
  private final ReplyContent contents;

  Replies(Homeserver server, Kept kept, Callers callers) {
    this.server = server;
    this.kept = kept;
    this.poster = new Poster(server);
    this.contents = new ReplyContent(callers);
  }

  /**
   * One reply on its way.
   *
   * @param what is being done
   * @param key the same one again makes no second message
   * @param silent whether nobody was asked in the first place
   */
  record Writing(String what, Place card, String key, Reply reply, boolean silent) {}

  /** A new message. */
  String fresh(Writing w) throws MatrixException, InterruptedException {
    String root = w.card().event();
    String transaction = kept.transaction(w.key() + " reply " + root);
    Poster.Sent sent =
        poster.send(w.what(), transaction, contents.post(w.reply(), w.silent(), root));
    attach(w, transaction, sent.size());
    return sent.event();
  }

  /** In place of an earlier message. */
  String replaced(Writing w, String existing) throws MatrixException, InterruptedException {
    String transaction = kept.transaction(w.key() + " replace " + existing);
    Poster.Sent sent =
        poster.send(w.what(), transaction, contents.edit(w.reply(), w.silent(), existing));
    attach(w, transaction, sent.size());
    return existing;
  }

  private void attach(Writing w, String transaction, int size)
      throws MatrixException, InterruptedException {
    if (!ReplyContent.cut(w.reply(), size)) {
      return;
    }
    String root = w.card().event();
    String text = Text.cut(w.reply().title() + "\n\n" + w.reply().body(), FILE);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String address = server.upload(w.what(), FILE_NAME, "text/plain; charset=utf-8", bytes);
    server.send(
        w.what(),
        Poster.MESSAGE,
        transaction + "-file",
        Content.inThread(Content.file(FILE_NAME, address, bytes.length), root, root));
  }
}

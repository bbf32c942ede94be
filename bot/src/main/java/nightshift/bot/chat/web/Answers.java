package nightshift.bot.chat.web;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import org.jspecify.annotations.Nullable;

/** Answers a press: with pieces to swap in where scripts run, else by sending the browser on. */
final class Answers {

  /** The browser's event that closes the dialog. */
  private static final String CLOSE = "close-dialog";

  private final Context ctx;
  private final Visitor visitor;
  private final Instant now;

  Answers(Context ctx, Visitor visitor, Instant now) {
    this.ctx = ctx;
    this.visitor = visitor;
    this.now = now;
  }

  /**
   * Answers a press on a card.
   *
   * @param after the plan as it is now
   * @param question what to ask again when something was missing; null when nothing is asked
   */
  void about(Shown after, Receipt receipt, DialogView.@Nullable Question question) {
    Notice notice = Notice.of(receipt, after.card().plan());
    boolean again = receipt.verdict() == Verdict.INVALID && question != null;
    if (!Gate.wantsPiece(ctx)) {
      visitor.session().tell(notice);
      ctx.redirect(back(after, receipt, again ? question : null), HttpStatus.SEE_OTHER);
    } else if (again && question != null) {
      ctx.status(422)
          .header("HX-Retarget", "#dialog-content")
          .header("HX-Reswap", "innerHTML")
          .html(DialogView.ask(question, after, forms(), true, receipt.message()).render());
    } else {
      ctx.status(Notice.status(receipt.verdict()))
          .header("HX-Trigger", CLOSE)
          .html(Layout.toast(notice).render() + card(after));
    }
  }

  /** Answers a press that is about no card. */
  static void elsewhere(Context ctx, Visitor visitor, Notice notice, String back) {
    visitor.session().tell(notice);
    ctx.redirect(back, HttpStatus.SEE_OTHER);
  }

  private String card(Shown after) {
    String page = ctx.header("HX-Current-URL");
    boolean alone = page != null && page.contains("/plans/");
    var shown =
        alone ? CardView.alone(after, forms(), now) : CardView.inChannel(after, forms(), now);
    return shown.attr("hx-swap-oob", "true").render();
  }

  private Forms forms() {
    return new Forms(visitor.session().csrf());
  }

  private static String back(Shown after, Receipt receipt, DialogView.@Nullable Question question) {
    String plan = "/plans/" + after.card().plan().number();
    if (question != null) {
      return plan
          + switch (question) {
            case APPROVE -> "/approve";
            case REJECT -> "/reject";
            case FIXED -> "/settle?fixed=true";
            case NOT_FIXED -> "/settle?fixed=false";
          };
    }
    return receipt.plan() == null ? plan : "/plans/" + receipt.plan().id().number();
  }
}

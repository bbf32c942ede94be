package nightshift.bot.chat.web;

import static j2html.TagCreator.a;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h4;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.ol;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import nightshift.engine.alert.Text;
import nightshift.engine.card.Reply;
import nightshift.engine.plan.PlanId;
import nightshift.engine.port.LedgerView.ThreadEntry;

/** The messages under a card. */
final class ThreadView {

  private static final int LATEST = 3;
  private static final int LINES = 12;
  private static final int LONG = 1_500;

  private ThreadView() {}

  /**
   * The thread under a card in the channel: the last few messages while the plan lives, and all of
   * them to be opened once it has ended.
   */
  static DomContent under(Shown shown, Instant now) {
    PlanId plan = shown.card().plan();
    List<ThreadEntry> thread = shown.thread();
    if (thread.isEmpty()) {
      return text("");
    }
    return section(
            h4("Thread of plan " + plan).withClass("unseen"),
            shown.plan().state().terminal() ? folded(plan, thread, now) : latest(plan, thread, now))
        .withClass("thread");
  }

  private static DomContent folded(PlanId plan, List<ThreadEntry> thread, Instant now) {
    return details(
            summary(thread.size() + (thread.size() == 1 ? " message" : " messages")),
            list(thread, now))
        .withId("thread-" + plan.number());
  }

  private static DomContent latest(PlanId plan, List<ThreadEntry> thread, Instant now) {
    List<ThreadEntry> last = thread.subList(Math.max(0, thread.size() - LATEST), thread.size());
    return each(
        iff(
            last.size() < thread.size(),
            a("All " + thread.size() + " messages")
                .withClass("more")
                .withHref("/plans/" + plan.number() + "#thread")),
        list(last, now));
  }

  /** Every message. */
  static DomContent whole(List<ThreadEntry> thread, Instant now) {
    return section(
            h2("Thread"),
            thread.isEmpty() ? p("Nothing was said yet.").withClass("quiet") : list(thread, now))
        .withId("thread")
        .withClass("panel thread");
  }

  private static DomContent list(List<ThreadEntry> entries, Instant now) {
    return ol(each(entries, e -> entry(e, now)));
  }

  private static DomContent entry(ThreadEntry e, Instant now) {
    Reply r = e.reply();
    return li(
            div(span(r.title()).withClass("said"), Html.ago(e.at(), now)).withClass("said-line"),
            body(r.body()),
            r.page() == null
                ? text("")
                : div(a("All of them").withHref(r.page())).withClass("body"))
        .withData("kind", r.kind().name().toLowerCase(Locale.ROOT));
  }

  /** All of a short text; of a long one the beginning, and the whole to be opened. */
  private static DomContent body(String text) {
    if (text.isBlank()) {
      return text("");
    }
    List<String> lines = text.lines().toList();
    if (lines.size() <= LINES && text.length() <= LONG) {
      return div(text).withClass("body");
    }
    String start = String.join("\n", lines.subList(0, Math.min(LINES, lines.size())));
    String how = lines.size() == 1 ? "All of it" : "All " + lines.size() + " lines";
    return div(
        div(Text.cut(start, LONG)).withClass("body"),
        details(summary(how), div(text).withClass("body")));
  }
}

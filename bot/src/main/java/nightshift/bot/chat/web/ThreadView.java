package nightshift.bot.chat.web;

import static j2html.TagCreator.a;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.ol;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;

import j2html.tags.DomContent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import nightshift.engine.card.Reply;
import nightshift.engine.plan.PlanId;
import nightshift.engine.port.LedgerView.ThreadEntry;

/** The messages under a card. */
final class ThreadView {

  private static final int LATEST = 3;

  private ThreadView() {}

  /** The last few messages, and the way to the rest; nothing when there are none. */
  static DomContent latest(PlanId plan, List<ThreadEntry> thread, Instant now) {
    if (thread.isEmpty()) {
      return div();
    }
    List<ThreadEntry> shown = thread.subList(Math.max(0, thread.size() - LATEST), thread.size());
    return section(
            h3("Thread").withClass("unseen"),
            iff(
                shown.size() < thread.size(),
                a("All " + thread.size() + " messages")
                    .withClass("more")
                    .withHref("/plans/" + plan.number() + "#thread")),
            list(shown, now))
        .withClass("thread");
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
            iff(!r.body().isBlank(), div(r.body()).withClass("body")))
        .withData("kind", r.kind().name().toLowerCase(Locale.ROOT));
  }
}

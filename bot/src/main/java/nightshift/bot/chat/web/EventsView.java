package nightshift.bot.chat.web;

import static j2html.TagCreator.code;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.li;
import static j2html.TagCreator.ol;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.time.Instant;
import nightshift.engine.port.LedgerView.LedgerEvent;

/** What the ledger wrote down about one plan. */
final class EventsView {

  private EventsView() {}

  /** The panel. */
  static DomContent panel(Folder folder, Instant now) {
    return section(
            h2("Audit"),
            details(
                    summary(folder.events().size() + " events in the ledger"),
                    ol(each(folder.events(), e -> event(e, now))).withClass("events"))
                .withId("audit-" + folder.shown().plan().id().number()))
        .withClass("panel");
  }

  private static DomContent event(LedgerEvent e, Instant now) {
    return li(
        div(
                span(e.type()).withClass("strong"),
                text(" by " + e.actor() + " "),
                Html.ago(e.at(), now))
            .withClass("event-line"),
        code(e.payload()),
        span("event " + e.seq() + " · " + e.hash()).withClass("mono quiet hash"));
  }
}

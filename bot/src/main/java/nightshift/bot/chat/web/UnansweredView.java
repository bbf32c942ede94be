package nightshift.bot.chat.web;

import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.time.Instant;
import java.util.List;
import nightshift.engine.port.LedgerView.Unanswered;

/**
 * Alerts that still fire and that nobody has a plan for. Without them the channel would look calm.
 */
final class UnansweredView {

  private UnansweredView() {}

  static DomContent view(List<Unanswered> alerts, Instant now) {
    return section(
            h2("Firing, and nobody has a plan"),
            ul(each(alerts, a -> line(a, now))).withClass("unanswered"),
            p("The event log says why each playbook did not match.").withClass("quiet"))
        .attr("aria-label", "Alerts without a plan");
  }

  private static DomContent line(Unanswered a, Instant now) {
    return li(
        span(a.alert().severity().word()).withClass("severity"),
        text(" "),
        span(a.alert().title()).withClass("strong"),
        text(" — " + a.outcome() + ", "),
        Html.ago(a.at(), now));
  }
}

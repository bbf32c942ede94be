package nightshift.bot.chat.web;

import static j2html.TagCreator.a;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.noscript;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;
import static j2html.TagCreator.title;

import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import java.util.List;
import nightshift.bot.chat.web.Feed.Filter;

/** The channel. */
final class FeedView {

  private FeedView() {}

  /** The content of the channel's page. */
  static DomContent page(Feed feed, Frame frame) {
    return div(
            h1("Channel").withClass("unseen"),
            noscript(
                p("Without scripts this page does not update by itself: load it again to see what changed.")
                    .withClass("banner")),
            feed(feed, frame))
        .withClass("channel");
  }

  /** The cards' place, which fetches them anew when one appears or moves. */
  private static DivTag feed(Feed feed, Frame frame) {
    return div(content(feed, frame))
        .withId("feed")
        .attr("hx-get", "/?show=" + feed.filter().word())
        .attr("hx-trigger", "sse:feed, sse:refresh")
        .attr("hx-swap", "innerHTML")
        .attr("hx-sync", "this:queue last");
  }

  private static DivTag content(Feed feed, Frame frame) {
    Filter filter = feed.filter();
    return div(
            chips(feed),
            iff(filter == Filter.ALL || filter == Filter.WAITING, waiting(feed, frame)),
            iff(!feed.unanswered().isEmpty(), UnansweredView.view(feed.unanswered(), frame.now())),
            iff(filter != Filter.WAITING, latest(feed, frame)),
            p(a("Everything is in History").withHref("/history")).withClass("end"))
        .withClass("feed");
  }

  /** The page's title: how many plans wait comes first, for a tab in the background. */
  static String pageTitle(Feed feed) {
    return (feed.waitingCount() == 0 ? "" : "(" + feed.waitingCount() + ") ") + "Nightshift";
  }

  /** The feed as a piece, with the title beside it. */
  static String piece(Feed feed, Frame frame) {
    return title(pageTitle(feed)).render() + content(feed, frame).render();
  }

  private static DomContent chips(Feed feed) {
    return nav(
            chip(feed, Filter.ALL, "All", -1),
            chip(feed, Filter.WAITING, "Waiting", feed.waitingCount()),
            chip(feed, Filter.RUNNING, "Running", feed.runningCount()),
            chip(feed, Filter.ENDED, "Ended", -1))
        .withClass("chips")
        .attr("aria-label", "Filter");
  }

  private static DomContent chip(Feed feed, Filter filter, String label, long count) {
    return a(text(label), iff(count > 0, span(String.valueOf(count)).withClass("count")))
        .withClass("chip")
        .withId("chip-" + filter.word())
        .withHref(filter == Filter.ALL ? "/" : "/?show=" + filter.word())
        .condAttr(feed.filter() == filter, "aria-current", "page");
  }

  private static DomContent waiting(Feed feed, Frame frame) {
    if (feed.waiting().isEmpty() && !feed.unanswered().isEmpty()) {
      return section(p("No plan waits for you.").withClass("calm quiet"))
          .attr("aria-label", "Waiting for you");
    }
    if (feed.waiting().isEmpty()) {
      return section(
              Html.icon("<path d=\"M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3Z\"/>"),
              p("Nothing waits for you.").withClass("strong"),
              p("New plans appear here by themselves.").withClass("quiet"))
          .withClass("calm")
          .attr("aria-label", "Waiting for you");
    }
    return section(h2("Waiting for you"), cards(feed.waiting(), frame));
  }

  private static DomContent latest(Feed feed, Frame frame) {
    if (feed.latest().isEmpty()) {
      return feed.filter() == Filter.ALL
          ? div()
          : p("No plan is here now.").withClass("calm quiet");
    }
    return section(
        h2(feed.filter() == Filter.ALL ? "Latest" : "Plans"), cards(feed.latest(), frame));
  }

  private static DomContent cards(List<Shown> cards, Frame frame) {
    return div(each(cards, c -> CardView.inPlace(c, frame.forms(), frame.now())))
        .withClass("cards");
  }
}

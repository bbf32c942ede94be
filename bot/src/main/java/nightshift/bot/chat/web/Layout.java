package nightshift.bot.chat.web;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.button;
import static j2html.TagCreator.dialog;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.input;
import static j2html.TagCreator.link;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.script;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;
import static j2html.TagCreator.title;

import j2html.TagCreator;
import j2html.tags.DomContent;
import j2html.tags.specialized.BodyTag;
import java.util.List;

/** The shell of every page. */
final class Layout {

  /** No eval, no inline style, and answers with any status below 500 are shown. */
  private static final String HTMX =
      """
      {"allowEval":false,"includeIndicatorStyles":false,"allowScriptTags":false,\
      "historyEnabled":false,"historyCacheSize":0,"defaultSettleDelay":0,\
      "responseHandling":[{"code":"204","swap":false},{"code":"[234]..","swap":true},\
      {"code":"...","swap":false,"error":true}]}\
      """;

  private Layout() {}

  /** A page for people who are logged in. */
  static String page(Frame frame, String title, DomContent... content) {
    BodyTag body =
        body(
            a("Skip to content").withClass("skip").withHref("#content"),
            top(frame),
            p(
                    span("Connection lost. "),
                    text("Trying to reach Nightshift again; what you see may be old."))
                .withId("offline")
                .withClass("banner offline")
                .attr("role", "alert")
                .isHidden(),
            main(content).withId("content").withTabindex(-1),
            toasts(frame.notices()),
            div()
                .withId("say")
                .withClass("unseen")
                .attr("role", "status")
                .attr("aria-live", "polite")
                .attr("sse-swap", LiveClient.SAY),
            dialog(div().withId("dialog-content"))
                .withId("dialog")
                .attr("aria-labelledby", "dialog-title"));
    body.attr("hx-ext", "sse").attr("sse-connect", "/live?since=" + frame.mark());
    return whole(frame.theme(), title, body.withData("now", frame.now().toString()));
  }

  /** A page for anybody. */
  static String plain(String theme, DomContent content) {
    return whole(theme, "Nightshift", body(main(content).withId("content").withClass("lone")));
  }

  /** The pause banner, or the empty place where it goes. */
  static DomContent pause(Frame frame) {
    return PauseView.banner(frame)
        .withId("pause")
        .attr("hx-get", "/pause")
        .attr("hx-trigger", "sse:pause, sse:refresh")
        .attr("hx-swap", "outerHTML");
  }

  private static String whole(String theme, String title, BodyTag body) {
    return TagCreator.document(
        html(
                head(
                    meta().withCharset("utf-8"),
                    meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                    meta().withName("color-scheme").withContent("light dark"),
                    meta().withName("htmx-config").withContent(HTMX),
                    title(title),
                    link().withRel("icon").withType("image/svg+xml").withHref(Assets.moon()),
                    link().withRel("stylesheet").withHref(Assets.css()),
                    each(Assets.scripts(), s -> script().withSrc(s).isDefer())),
                body)
            .withLang("en")
            .withData("theme", theme));
  }

  private static DomContent top(Frame frame) {
    return header(
            div(
                    a(span().withClass("moon").attr("aria-hidden", "true"), span("Nightshift"))
                        .withClass("brand")
                        .withHref("/"),
                    nav(
                            place(frame, "/", "Channel"),
                            place(frame, "/history", "History"),
                            place(frame, "/report", "Report"))
                        .attr("aria-label", "Main"),
                    PauseView.control(frame),
                    theme(frame),
                    who(frame))
                .withClass("top-row"),
            pause(frame))
        .withClass("top");
  }

  private static DomContent place(Frame frame, String path, String label) {
    boolean here = frame.here().equals(path);
    return a(label).withHref(path).condAttr(here, "aria-current", "page");
  }

  private static DomContent theme(Frame frame) {
    List<String> all = List.of("auto", "light", "dark");
    String next = all.get((all.indexOf(frame.theme()) + 1) % all.size());
    String label = "Colours: " + frame.theme() + ". Change to " + next;
    return frame
        .forms()
        .post(
            "/theme",
            input().withType("hidden").withName("theme").withValue(next),
            input().withType("hidden").withName("back").withValue(frame.here()),
            button(span().withClass("sun").attr("aria-hidden", "true"), Html.unseen(label))
                .withType("submit")
                .withClass("icon-button")
                .withTitle(label))
        .withClass("theme");
  }

  private static DomContent who(Frame frame) {
    return frame
        .forms()
        .post(
            "/logout",
            span(frame.visitor().person().name()).withClass("name"),
            button(
                    Html.icon("<path d=\"M6.5 2.5H3v11h3.5M7 8h7M11 5l3 3-3 3\"/>"),
                    span("Log out").withClass("label"))
                .withType("submit")
                .withClass("button quiet small")
                .withTitle("Log out"))
        .withClass("who");
  }

  private static DomContent toasts(List<Notice> notices) {
    return div(each(notices, Layout::toast))
        .withId("toasts")
        .withClass("toasts")
        .attr("role", "status")
        .attr("aria-live", "polite");
  }

  /** One answer. */
  static DomContent toast(Notice n) {
    return div(
            p(
                text(n.message()),
                n.plan() == null
                    ? text("")
                    : each(
                        text(" "),
                        a("Open plan " + n.plan()).withHref("/plans/" + n.plan().number()))),
            button(Html.icon("<path d=\"M3 3l10 10M13 3 3 13\"/>"), Html.unseen("Dismiss"))
                .withType("button")
                .withClass("icon-button dismiss"))
        .withClass("toast")
        .withData("tone", n.tone().name().toLowerCase(java.util.Locale.ROOT));
  }
}

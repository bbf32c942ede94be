package nightshift.bot.chat.web;

import static j2html.TagCreator.a;
import static j2html.TagCreator.div;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.option;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.select;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import nightshift.engine.policy.Person;
import nightshift.engine.port.LedgerView.Pause;
import org.jspecify.annotations.Nullable;

/** The brake that people can pull: its banner, its button and its form. */
final class PauseView {

  private PauseView() {}

  /** Says that nothing runs, since when, by whom and why. Empty when there is no pause. */
  static DivTag banner(Frame frame) {
    if (frame.pause().isEmpty()) {
      return div();
    }
    Pause pause = frame.pause().get();
    DomContent until =
        pause.until() == null
            ? text(" until somebody resumes it.")
            : span(text(" until "), text(Html.absolute(pause.until())), text("."));
    DivTag banner =
        div(
            p(
                span("Paused. ").withClass("strong"),
                text("Nothing new runs. " + pause.by() + " paused it "),
                Html.ago(pause.since(), frame.now()),
                text(","),
                until,
                text(" Reason: " + pause.reason())));
    if (admin(frame)) {
      banner.with(frame.forms().post("/resume", Forms.submit("Resume", "small")));
    }
    return banner.withClass("banner paused");
  }

  /** The way to the form; nothing for people who may not pause, or when it is paused already. */
  static @Nullable DomContent control(Frame frame) {
    if (!admin(frame)) {
      return null;
    }
    return a(Html.icon("<path d=\"M5 3v10M11 3v10\"/>"), span("Pause").withClass("label"))
        .withClass("button quiet small pause")
        .withHref("/pause")
        .attr("hx-get", "/pause?form")
        .attr("hx-target", "#dialog-content");
  }

  /** The form, for a dialog or a page of its own. */
  static DomContent form(Frame frame, boolean dialog) {
    DomContent title =
        dialog ? h2("Pause Nightshift").withId("dialog-title") : h1("Pause Nightshift");
    return section(
            title,
            p(
                "Running steps finish. Nothing new starts, approved or automatic, until it is resumed."),
            frame
                .forms()
                .post(
                    "/pause",
                    label("Reason").withFor("pause-reason"),
                    input()
                        .withType("text")
                        .withId("pause-reason")
                        .withName("reason")
                        .withMaxlength("300")
                        .isRequired()
                        .attr("autofocus"),
                    label("For how long").withFor("pause-for"),
                    select(
                            option("until resumed").withValue(""),
                            option("30 minutes").withValue("30m"),
                            option("2 hours").withValue("2h"),
                            option("8 hours").withValue("8h"),
                            option("24 hours").withValue("24h"))
                        .withId("pause-for")
                        .withName("for"),
                    DialogView.actions("Pause", "reject", "/")))
        .withClass(dialog ? "sheet" : "sheet lone");
  }

  private static boolean admin(Frame frame) {
    return frame.visitor().person().is(Person.ADMIN);
  }
}

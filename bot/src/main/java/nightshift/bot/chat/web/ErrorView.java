package nightshift.bot.chat.web;

import static j2html.TagCreator.a;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import j2html.tags.DomContent;

/** Pages that say no. */
final class ErrorView {

  private ErrorView() {}

  /** The form did not come from a page of this session. */
  static DomContent strayForm() {
    return says(
        "Nothing was done",
        "This form is from another session or an old page. Open the page again and press once more.");
  }

  /** There is no such thing. */
  static DomContent missing(String what) {
    return says("Not found", "There is no " + what + " here.");
  }

  private static DomContent says(String heading, String sentence) {
    return section(
            h1(heading),
            p(sentence),
            p(a("Go to the channel").withClass("button plain").withHref("/")))
        .withClass("sheet lone");
  }
}

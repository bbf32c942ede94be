package nightshift.bot.chat.web;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.input;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;

/** The pages of people who are not logged in. */
final class LoginView {

  private LoginView() {}

  /** Says how one gets a link. */
  static DomContent needed(String back) {
    return sheet(
        h1("Log in"),
        p("Nightshift has no passwords. You log in with a link that works once, for 15 minutes:"),
        ul(
            li("it is printed when Nightshift starts, or"),
            li(text("ask for a new one with "), code("nightshift login"), text("."))),
        p("Logged in already, and came from another site?"),
        p(a("Continue").withClass("button plain").withHref(back)));
  }

  /** Asks for one press, so that programs that only look at links do not use them up. */
  static DomContent ask(String person, String code) {
    return sheet(
        h1("Log in"),
        p(text("This link logs you in as "), strong(person), text(". It works once.")),
        form(
                input().withType("hidden").withName("code").withValue(code),
                Forms.submit("Log in as " + person, "approve wide").attr("autofocus"))
            .withMethod("post")
            .withAction("/login"));
  }

  /** The link is of no use. */
  static DomContent spent() {
    return sheet(
        h1("This link no longer works"),
        p("It was used already, is older than 15 minutes, or is from before a restart."),
        p(text("Ask for a new one with "), code("nightshift login"), text(".")));
  }

  private static DomContent sheet(DomContent... content) {
    return section(
            p(span().withClass("moon").attr("aria-hidden", "true"), span("Nightshift"))
                .withClass("brand"))
        .with(content)
        .withClass("sheet lone");
  }
}

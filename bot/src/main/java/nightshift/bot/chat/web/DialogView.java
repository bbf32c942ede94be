package nightshift.bot.chat.web;

import static j2html.TagCreator.a;
import static j2html.TagCreator.div;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.text;
import static j2html.TagCreator.textarea;

import j2html.tags.DomContent;
import j2html.tags.specialized.FormTag;
import nightshift.engine.action.Risk;

/** The questions that some presses ask back, in a dialog or, without scripts, on a page. */
final class DialogView {

  /** Longest reason that is taken. */
  static final int MAX_REASON = 1_000;

  private DialogView() {}

  /** Which question. */
  enum Question {
    APPROVE,
    REJECT,
    FIXED,
    NOT_FIXED
  }

  /**
   * Asks.
   *
   * @param dialog whether it goes into the dialog of a page
   * @param problem what was wrong with the last answer; empty at first
   */
  static DomContent ask(Question q, Shown shown, Forms forms, boolean dialog, String problem) {
    String heading = heading(q) + " plan " + shown.card().plan();
    return section(
            dialog ? h2(heading).withId("dialog-title") : h1(heading),
            p(shown.card().lead()).withClass("lead"),
            problem.isEmpty() ? text("") : p(problem).withClass("problem").attr("role", "alert"),
            form(q, shown, forms, dialog))
        .withClass(dialog ? "sheet" : "sheet lone");
  }

  /** The two buttons at the foot of a question. */
  static DomContent actions(String label, String kind, String back) {
    return div(
            Forms.submit(label, kind),
            a("Cancel").withClass("button quiet").withHref(back).withData("close", "dialog"))
        .withClass("actions");
  }

  private static FormTag form(Question q, Shown shown, Forms forms, boolean dialog) {
    String deed = deed(q);
    FormTag form = dialog ? forms.swapping(shown.card(), deed) : forms.about(shown.card(), deed);
    String back = "/plans/" + shown.card().plan().number();
    return switch (q) {
      case APPROVE ->
          form.with(
              shown.plan().draft().risk() == Risk.CRITICAL ? confirm(shown) : text(""),
              shown.plan().draft().approval().terms().reason()
                  ? reason("Why it may run, for the record", true)
                  : text(""),
              actions("Approve", "approve", back));
      case REJECT ->
          form.with(reason("Reason, for the record and for the others", true))
              .with(actions("Reject", "reject", back));
      case FIXED ->
          form.with(Forms.hidden("fixed", "true"), reason("What you saw", false))
              .with(actions("It is fixed", "approve", back));
      case NOT_FIXED ->
          form.with(Forms.hidden("fixed", "false"), reason("What you saw", false))
              .with(actions("It is not fixed", "reject", back));
    };
  }

  private static DomContent confirm(Shown shown) {
    String name = shown.plan().draft().target().name();
    return div(
        label(text("This is a critical risk. To approve, type "), strong(name).withClass("mono"))
            .withFor("confirm"),
        input()
            .withType("text")
            .withId("confirm")
            .withName("confirm")
            .attr("autocomplete", "off")
            .attr("autocapitalize", "off")
            .attr("spellcheck", "false")
            .isRequired()
            .attr("autofocus"));
  }

  private static DomContent reason(String label, boolean required) {
    return div(
        label(label).withFor("reason"),
        textarea()
            .withId("reason")
            .withName("reason")
            .withRows("3")
            .withMaxlength(String.valueOf(MAX_REASON))
            .withCondRequired(required)
            .attr("autofocus"));
  }

  private static String deed(Question q) {
    return switch (q) {
      case APPROVE -> "approve";
      case REJECT -> "reject";
      case FIXED, NOT_FIXED -> "settle";
    };
  }

  private static String heading(Question q) {
    return switch (q) {
      case APPROVE -> "Approve";
      case REJECT -> "Reject";
      case FIXED, NOT_FIXED -> "Settle";
    };
  }
}

package nightshift.bot.chat.web;

import static j2html.TagCreator.button;
import static j2html.TagCreator.form;
import static j2html.TagCreator.input;

import j2html.tags.DomContent;
import j2html.tags.specialized.ButtonTag;
import j2html.tags.specialized.FormTag;
import nightshift.engine.card.Card;

/**
 * Makes forms that only this session can send.
 *
 * @param csrf the session's token
 */
record Forms(String csrf) {

  /** The field with the session's token. */
  static final String CSRF = "csrf";

  /** The field that makes one rendered form count once, however often it is sent. */
  static final String INTERACTION = "interaction";

  /** A form that posts. */
  FormTag post(String path, DomContent... content) {
    return form(hidden(CSRF, csrf)).withMethod("post").withAction(path).with(content);
  }

  /** A form about one card: it says what the presser saw, and counts once. */
  FormTag about(Card card, String deed, DomContent... content) {
    return post("/plans/" + card.plan().number() + "/" + deed)
        .with(
            hidden("revision", String.valueOf(card.revision())),
            hidden("digest", card.digest()),
            hidden(INTERACTION, RandomIds.next()))
        .with(content);
  }

  /**
   * The same without a reload where scripts run. The answer goes to the toasts, which are always
   * there, and brings the card along: by then another swap may have replaced this very form.
   */
  FormTag swapping(Card card, String deed, DomContent... content) {
    long n = card.plan().number();
    return about(card, deed, content)
        .attr("hx-post", "/plans/" + n + "/" + deed)
        .attr("hx-target", "#toasts")
        .attr("hx-swap", "beforeend")
        .attr("hx-disabled-elt", "find button");
  }

  /** A button that sends its form. */
  static ButtonTag submit(String label, String kind) {
    return button(label).withType("submit").withClass("button " + kind);
  }

  static DomContent hidden(String name, String value) {
    return input().withType("hidden").withName(name).withValue(value);
  }
}

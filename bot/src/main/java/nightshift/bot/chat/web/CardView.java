package nightshift.bot.chat.web;

import static j2html.TagCreator.a;
import static j2html.TagCreator.article;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.ol;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import j2html.tags.specialized.ArticleTag;
import j2html.tags.specialized.DivTag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import nightshift.engine.action.Risk;
import nightshift.engine.card.Card;
import nightshift.engine.card.Card.Button;
import nightshift.engine.card.Sentences;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;

/** One card. */
final class CardView {

  private static final int MOST_DETAILS = 3;

  private CardView() {}

  /**
   * A place in the channel with its card. The place stays while the card in it is swapped, so that
   * it hears of a change that comes while it fetches the one before.
   */
  static DivTag inPlace(Shown shown, Forms forms, Instant now) {
    long n = shown.card().plan().number();
    return div(inChannel(shown, forms, now))
        .withId("place-" + n)
        .attr("hx-get", "/plans/" + n + "/card")
        .attr("hx-trigger", "sse:card-" + n)
        .attr("hx-swap", "innerHTML")
        .attr("hx-sync", "this:queue last");
  }

  /** The card as it stands in the channel, with its thread. */
  static ArticleTag inChannel(Shown shown, Forms forms, Instant now) {
    boolean over = shown.plan().state().terminal();
    DivTag rest = div(over ? text("") : steps(shown, MOST_DETAILS), actions(shown, forms, true));
    return whole(shown, now, h3(), rest).with(ThreadView.under(shown, now));
  }

  /** The card as it stands on its own page. */
  static ArticleTag alone(Shown shown, Forms forms, Instant now) {
    DivTag rest = div(steps(shown, Integer.MAX_VALUE), actions(shown, forms, false));
    return whole(shown, now, h2(), rest);
  }

  private static ArticleTag whole(Shown shown, Instant now, ContainerTag<?> heading, DivTag rest) {
    Card card = shown.card();
    String id = "plan-" + card.plan().number();
    return article(
            head(shown, now),
            title(shown, heading, id),
            ul(each(card.why(), line -> li(line))).withClass("why"),
            status(card),
            rest.withClass("rest"))
        .withId(id)
        .withClass("card")
        .withData(
            "tone", Badges.tone(card.state(), shown.cameBack()).name().toLowerCase(Locale.ROOT))
        .withData("state", card.state().word())
        .withData("risk", card.risk().word())
        .attr("aria-labelledby", id + "-title");
  }

  private static DomContent steps(Shown shown, int details) {
    List<Card.StepLine> steps = shown.card().steps();
    Plan.Draft draft = shown.plan().draft();
    // The title says it already.
    boolean said = steps.size() == 1 && draft.headline().equals(Sentences.headline(draft.steps()));
    return each(
        ol(each(steps, s -> step(s, details, !said))).withClass(said ? "steps only" : "steps"),
        facts(shown));
  }

  private static DomContent head(Shown shown, Instant now) {
    Card card = shown.card();
    Instant expires = card.expiresAt();
    return div(
            Badges.state(card.state(), shown.cameBack()),
            Badges.risk(card.risk()),
            span(expires == null
                    ? Html.ago(shown.plan().changedAt(), now)
                    : Html.until(card.buttons().contains(Button.CANCEL), expires, now))
                .withClass("when"))
        .withClass("card-head");
  }

  private static DomContent title(Shown shown, ContainerTag<?> heading, String id) {
    Card card = shown.card();
    return heading
        .with(
            a(
                    span(card.plan().toString()).withClass("number"),
                    text(" " + shown.plan().draft().headline()))
                .withHref("/plans/" + card.plan().number()))
        .withId(id + "-title")
        .withClass("title")
        .withTabindex(-1);
  }

  private static DomContent status(Card card) {
    return card.status().isBlank() ? text("") : p(card.status()).withClass("status");
  }

  private static DomContent step(Card.StepLine s, int most, boolean say) {
    List<String> shown = s.details().subList(0, Math.min(most, s.details().size()));
    int more = s.details().size() - shown.size();
    return li(
        iff(say, p(s.sentence()).withClass("sentence")),
        iff(!shown.isEmpty(), ul(each(shown, d -> li(d))).withClass("details")),
        iff(more > 0, p("and " + more + " more lines in Details").withClass("quiet")),
        p(
                Html.icon(
                    s.undoable()
                        ? "<path d=\"M6 3 2.5 6.5 6 10M3 6.5h6a4 4 0 0 1 0 7H7\"/>"
                        : "<path d=\"M8 2 14.5 13.5H1.5Z M8 6.5v3.5M8 11.6v.6\"/>"),
                text(s.undo()))
            .withClass("undo")
            .withData("possible", String.valueOf(s.undoable())));
  }

  private static DomContent facts(Shown shown) {
    Card card = shown.card();
    return ul(
            iff(!card.trackRecord().isBlank(), li(card.trackRecord())),
            li(shown.plan().draft().confidence() + " % sure"),
            li(
                text("digest "),
                span(card.digest()).withClass("mono").withTitle("What runs is exactly this")))
        .withClass("facts");
  }

  /**
   * The buttons. They stick to the foot of the screen only below the title and the reason, so that
   * nobody presses a button without having these in sight.
   */
  private static DomContent actions(Shown shown, Forms forms, boolean details) {
    DivTag bar = div();
    shown.barred().ifPresent(why -> bar.with(p(why).withClass("barred")));
    shown.card().buttons().stream()
        .filter(b -> details || b != Button.DETAILS)
        .map(b -> button(b, shown, forms))
        .filter(Objects::nonNull)
        .forEach(bar::with);
    boolean waits = shown.plan().state() == PlanState.AWAITING_APPROVAL;
    return bar.getNumChildren() == 0
        ? text("")
        : bar.withClass(waits ? "actions sticky" : "actions");
  }

  private static @org.jspecify.annotations.Nullable DomContent button(
      Button b, Shown shown, Forms forms) {
    Card card = shown.card();
    boolean barred = shown.barred().isPresent();
    return switch (b) {
      case APPROVE -> barred ? null : approve(card, forms);
      case APPROVE_WITH_REASON -> barred ? null : asking(card, "approve", "Approve…", "approve");
      case CANARY -> barred ? null : pressing(card, forms, "canary", "Canary first", "plain");
      case REJECT -> shown.outsider() ? null : asking(card, "reject", "Reject", "reject");
      case CANCEL -> shown.outsider() ? null : pressing(card, forms, "cancel", "Cancel", "reject");
      case CLOSE_BREAKER -> pressing(card, forms, "close-breaker", "Close breaker", "plain");
      case DETAILS ->
          a("Details")
              .withClass("button quiet")
              .withHref("/plans/" + card.plan().number())
              .attr("aria-label", "Details of plan " + card.plan());
      case UNDO -> pressing(card, forms, "undo", "Undo", "plain");
      case RETRY -> pressing(card, forms, "retry", "Try again", "plain");
      case SETTLE_FIXED -> settling(card, true, "Fixed", "approve");
      case SETTLE_FAILED -> settling(card, false, "Not fixed", "reject");
      case HELPED -> pressing(card, forms, "helped", "It helped", "plain");
      case DID_NOT_HELP -> pressing(card, forms, "did-not-help", "Did not help", "plain");
    };
  }

  private static DomContent settling(Card card, boolean fixed, String label, String kind) {
    return asking(card, "settle", label, kind, Forms.hidden("fixed", String.valueOf(fixed)));
  }

  private static DomContent approve(Card card, Forms forms) {
    return card.risk() == Risk.CRITICAL
        ? asking(card, "approve", "Approve…", "approve")
        : pressing(card, forms, "approve", approval(card), "approve");
  }

  private static String approval(Card card) {
    return card.buttons().contains(Button.CANARY) ? "Approve all" : "Approve";
  }

  private static DomContent pressing(
      Card card, Forms forms, String deed, String label, String kind) {
    return forms.swapping(
        card,
        deed,
        Forms.submit(label, kind)
            .withId(deed + "-" + card.plan().number())
            .attr("aria-label", label + ": plan " + card.plan()));
  }

  private static DomContent asking(Card card, String deed, String label, String kind) {
    return asking(card, deed, label, kind, text(""));
  }

  /** A button that asks back before it does anything: in a dialog, or on a page of its own. */
  private static DomContent asking(
      Card card, String deed, String label, String kind, DomContent hidden) {
    String url = "/plans/" + card.plan().number() + "/" + deed;
    return form(
            hidden,
            Forms.submit(label, kind)
                .withId(kind + "-" + card.plan().number())
                .attr("aria-haspopup", "dialog")
                .attr("aria-label", label + ": plan " + card.plan()))
        .withMethod("get")
        .withAction(url)
        .attr("hx-get", url)
        .attr("hx-target", "#dialog-content");
  }
}

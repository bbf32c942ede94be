package nightshift.bot.chat.matrix;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nightshift.engine.action.Risk;
import nightshift.engine.card.Card;
import nightshift.engine.card.Card.Button;

/**
 * A card as a message. Its first line says the most, because that is all that a phone's
 * notification shows. Pure, but for the question who is called.
 */
final class CardContent {

  // What is left of it on a lock screen, about.
  private static final int LEAD = 160;
  private static final int LINE = 500;
  private static final int DETAIL = 300;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Callers callers;

  CardContent(Callers callers) {
    this.callers = callers;
  }

  /** To post. What may arrive without a sound is a notice. */
  Sized post(Card card) {
    List<String> called = callers.of(card.mention());
    String type = card.silent() ? Content.QUIET : Content.ALOUD;
    return size -> Content.message(type, rows(card, called).fitted(size, rest(card)), called);
  }

  /** To show the newest state: calls nobody, because a reply in the thread does. */
  Sized edit(Card card, String event) {
    Sized newest = post(card);
    return size -> Content.edit(newest.within(size), event, List.of());
  }

  /**
   * The buttons that the bot puts under a card. A critical plan is not approved by one touch, and a
   * touch has no reason.
   */
  static List<Button> seeds(Card card) {
    return card.buttons().stream()
        .filter(b -> b != Button.DETAILS && b != Button.APPROVE_WITH_REASON)
        .filter(b -> b != Button.APPROVE || card.risk() != Risk.CRITICAL)
        .toList();
  }

  private static String rest(Card card) {
    return "!remediation show " + card.plan().number();
  }

  private static Rows rows(Card card, List<String> called) {
    Rows out = new Rows();
    Instant expires = card.expiresAt();
    String verb = card.buttons().contains(Button.CANCEL) ? " · starts " : " · expires ";
    out.head(card.lead(), LEAD, expires == null ? "" : verb + TIME.format(expires));
    if (!card.status().isBlank()) {
      out.text(card.status(), 2 * LINE);
    }
    if (!called.isEmpty()) {
      out.people("For ", called);
    }
    legend(card, out);
    out.gap();
    card.why().forEach(w -> out.text(w, LINE));
    steps(card, out);
    fact("Track record: ", card.trackRecord(), out);
    fact("Who may decide: ", card.approvers(), out);
    return out.text("Plan " + card.plan() + ", digest " + card.digest(), LINE);
  }

  // Near the top: what does not fit is cut at the end, and this must not be.
  private static void legend(Card card, Rows out) {
    List<Button> seeds = seeds(card);
    boolean approves =
        card.buttons().contains(Button.APPROVE)
            || card.buttons().contains(Button.APPROVE_WITH_REASON);
    if (approves && !seeds.contains(Button.APPROVE)) {
      out.text("To approve, write " + approval(card), LINE);
    }
    if (!seeds.isEmpty()) {
      List<Button> shown = new ArrayList<>(seeds);
      shown.add(Button.DETAILS);
      out.text("React with " + Emoji.legend(shown), LINE);
    }
  }

  private static String approval(Card card) {
    boolean critical = card.risk() == Risk.CRITICAL;
    boolean reason = card.buttons().contains(Button.APPROVE_WITH_REASON);
    return "!approve "
        + card.plan().number()
        + (critical ? " and the name of the target" : "")
        + (reason ? " and the reason" : "");
  }

  private static void steps(Card card, Rows out) {
    int n = 0;
    for (Card.StepLine step : card.steps()) {
      n++;
      out.text(n + ". " + step.sentence(), LINE);
      step.details().forEach(d -> out.indented(d, DETAIL));
      out.indented((step.undoable() ? "↩ " : "⚠ ") + step.undo(), DETAIL);
    }
  }

  private static void fact(String name, String value, Rows out) {
    if (!value.isBlank()) {
      out.text(name + value, LINE);
    }
  }
}

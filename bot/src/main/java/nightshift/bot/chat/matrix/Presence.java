package nightshift.bot.chat.matrix;

import nightshift.bot.chat.matrix.client.MatrixException;
import nightshift.engine.plan.PlanId;
import nightshift.engine.port.ChatException;
import nightshift.engine.port.Ledger;

/** Whether messages of ours still stand: homeservers take edits of emptied ones, too. */
final class Presence {

  private final Link link;
  private final Ledger ledger;
  private final Deleted deleted;

  Presence(Link link, Ledger ledger, Deleted deleted) {
    this.link = link;
    this.ledger = ledger;
    this.deleted = deleted;
  }

  /** Goes on only while the card of this plan stands. */
  void need(String what, Place card, PlanId plan)
      throws MatrixException, ChatException, InterruptedException {
    if (!deleted.has(card.event()) && of(what, card.event())) {
      return;
    }
    ledger.write(tx -> {
      Kept.gone(tx, plan);
      return true;
    });
    throw Troubles.gone(what, "the card was deleted");
  }

  /** Goes on only while nobody is known to have deleted the card; asks nobody. */
  void stillNeed(String what, Place card, PlanId plan)
      throws MatrixException, ChatException, InterruptedException {
    if (deleted.has(card.event())) {
      need(what, card, plan);
    }
  }

  /** Whether this event stands. */
  boolean of(String what, String event) throws MatrixException, InterruptedException {
    return link.server().event(what, event).filter(e -> !e.redacted()).isPresent();
  }
}

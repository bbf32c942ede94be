package nightshift.engine.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightshift.engine.card.CardRef;
import nightshift.engine.plan.PlanId;

/** What can be asked of the ledger about cards, their threads, and what is owed to a platform. */
public interface CardsView {

  /** The thread under a plan's card, in order. */
  List<LedgerView.ThreadEntry> thread(PlanId plan);

  /**
   * Replies to deliver on this platform, due at {@code now}, in order per plan: only the first of
   * each plan, and only where the plan's card is posted.
   */
  List<LedgerView.Errand> dueErrands(String platform, Instant now, int limit);

  /**
   * Plans whose card on this platform shows an older version than the plan has, due at {@code now},
   * by number. Owed are plans opened since the platform was registered, and those live at that
   * time.
   */
  List<LedgerView.CardDebt> staleCards(String platform, Instant now, int limit);

  /** Where the plan's card is on each platform. */
  List<CardRef> cards(PlanId plan);

  /** Which plan's card is in this place; empty for any message that is no card of ours, or was. */
  Optional<PlanId> cardAt(CardRef where);

  /** Whether the report of this key is done with on this platform. */
  boolean reported(String key, String platform);
}

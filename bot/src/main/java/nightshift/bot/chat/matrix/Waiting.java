package nightshift.bot.chat.matrix;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import nightshift.bot.chat.matrix.client.Event;
import nightshift.bot.chat.matrix.client.MatrixException;
import nightshift.engine.card.CardRef;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.ChatException;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView.PlanQuery;

/**
 * Looks at the reactions under cards that wait for people, for those that nobody told us of: from
 * before the start, from a gap that could not be filled, or from before the ledger knew the card.
 */
final class Waiting {

  private static final int MOST = 200;
  private static final int REMEMBERED = 1_000;

  // An approved plan may be one that is announced, and can be cancelled until it starts.
  private static final List<PlanState> WAITS =
      List.of(PlanState.AWAITING_APPROVAL, PlanState.APPROVED, PlanState.IN_DOUBT);

  private final Link link;
  private final Ledger ledger;
  private final Presses presses;
  private final Cache<String, Boolean> looked =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  Waiting(Link link, Ledger ledger, Presses presses) {
    this.link = link;
    this.ledger = ledger;
    this.presses = presses;
  }

  /** Looks at every card that waits. */
  void all() throws MatrixException, InterruptedException {
    PlanQuery query = PlanQuery.oldest(MOST, WAITS.toArray(PlanState[]::new));
    for (Plan plan : ledger.read(v -> v.plans(query))) {
      for (CardRef ref : ledger.read(v -> v.cards(plan.id()))) {
        if (ref.platform().equals(MatrixRoom.NAME)) {
          reactions(ref);
        }
      }
    }
  }

  private void reactions(CardRef ref) throws MatrixException, InterruptedException {
    try {
      Place place = Place.of(ref);
      if (place.room().equals(link.room())) {
        reactions(place);
      }
    } catch (ChatException e) {
      // A place that we cannot read has no reactions that count.
      return;
    }
  }

  /** Looks at one card, unless that was done for this state of it. */
  void first(Place card, PlanState state) throws MatrixException, InterruptedException {
    String key = card.event() + " " + state;
    if (WAITS.contains(state) && looked.getIfPresent(key) == null) {
      reactions(card);
      looked.put(key, true);
    }
  }

  private void reactions(Place card) throws MatrixException, InterruptedException {
    List<Event> found = link.server().reactions("looking at reactions to a card", card.event());
    for (Event reaction : found) {
      Link.Standing now = link.standing();
      if (now != null && !reaction.sender().equals(now.me().user())) {
        presses.handle(reaction);
      }
    }
  }
}

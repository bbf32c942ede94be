package nightshift.bot.chat.matrix;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import nightshift.bot.chat.matrix.client.Event;
import nightshift.engine.plan.PlanId;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerTx;

/**
 * Cards that somebody deleted: they are owed anew. One that was just being edited may be noted as
 * shown after that, so deleted cards are remembered for a while and looked at again.
 */
final class Deleted {

  private static final int REMEMBERED = 1_000;
  private static final Duration A_WHILE = Duration.ofMinutes(10);

  private final Ledger ledger;
  private final String room;
  private final InstantSource clock;
  private final Cache<String, Event> redactions =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(A_WHILE).build();

  Deleted(Ledger ledger, String room, InstantSource clock) {
    this.ledger = ledger;
    this.room = room;
    this.clock = clock;
  }

  /** Somebody emptied an event: perhaps a card of ours. */
  void heard(Event redaction) {
    redactions.put(redaction.redacts(), redaction);
    forget(redaction);
  }

  /** Looks again at those that were deleted lately. */
  void again() {
    redactions.asMap().values().forEach(this::forget);
  }

  /** Whether this event was emptied lately. */
  boolean has(String event) {
    return redactions.getIfPresent(event) != null;
  }

  private void forget(Event redaction) {
    Place place = new Place(room, redaction.redacts());
    if (ledger.read(v -> v.cardAt(place.ref())).isPresent()) {
      ledger.write(
          tx -> tx.cardAt(place.ref()).map(plan -> forget(tx, plan, redaction)).orElse(false));
    }
  }

  private boolean forget(LedgerTx tx, PlanId plan, Event redaction) {
    Map<String, String> facts = Map.of("platform", MatrixRoom.NAME, "event", redaction.redacts());
    tx.note(plan, "card-deleted", redaction.sender(), facts, clock.instant());
    tx.cardGone(plan, MatrixRoom.NAME);
    Kept.gone(tx, plan);
    return true;
  }
}

package nightshift.bot.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.LedgerEvent;

/**
 * Reads on in the event log when somebody asks for figures. The log misses nothing, and whoever
 * writes to it never waits for this.
 */
final class EventTail {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int AT_ONCE = 1_000;

  // Bounds one look; what is left over comes with the next one.
  private static final int LOOKS = 50;

  private final Ledger ledger;
  private final Tally tally;
  private long read;

  /**
   * @param after the sequence number of the last event that is not counted any more
   */
  EventTail(Ledger ledger, Tally tally, long after) {
    this.ledger = ledger;
    this.tally = tally;
    this.read = after;
  }

  /**
   * Counts what was written since the last call. One thread at a time.
   *
   * @throws nightshift.engine.port.LedgerException when the log cannot be read
   */
  void catchUp() {
    for (int i = 0; i < LOOKS; i++) {
      int found = ledger.read(this::some);
      if (found < AT_ONCE) {
        return;
      }
    }
  }

  private int some(LedgerView view) {
    List<LedgerEvent> events = view.eventsAfter(read, AT_ONCE);
    for (LedgerEvent event : events) {
      // Noted first: an event that cannot be understood is passed over, not met again and again.
      read = event.seq();
      tally.count(view, event, facts(event));
    }
    return events.size();
  }

  private static JsonNode facts(LedgerEvent event) {
    try {
      return JSON.readTree(event.payload());
    } catch (IOException e) {
      throw new UncheckedIOException("reading event " + event.seq(), e);
    }
  }
}

package nightshift.bot.chat.matrix.client;

import java.util.List;

/**
 * A page of a room's history.
 *
 * @param events in the order that was asked for
 * @param next the token for the page after it; empty when this was the last
 */
public record Page(List<Event> events, String next) {
  public Page {
    events = List.copyOf(events);
  }
}

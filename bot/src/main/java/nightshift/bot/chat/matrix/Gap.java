package nightshift.bot.chat.matrix;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nightshift.bot.chat.matrix.client.Event;
import nightshift.bot.chat.matrix.client.Homeserver;
import nightshift.bot.chat.matrix.client.MatrixException;
import nightshift.bot.chat.matrix.client.Page;
import nightshift.bot.chat.matrix.client.Sync;

/** Fetches what a batch left out, because more had happened than it tells at once. */
final class Gap {

  private static final int MOST_PAGES = 20;

  private final Homeserver server;

  Gap(Homeserver server) {
    this.server = server;
  }

  /**
   * Everything since a token.
   *
   * @param events oldest first, each once
   * @param whole whether nothing is missing
   */
  record Filled(List<Event> events, boolean whole) {}

  /** The events of this batch, and before them those that it left out. */
  Filled fill(Sync batch, String since, String me) throws MatrixException, InterruptedException {
    if (!batch.limited() || batch.before().isEmpty()) {
      return new Filled(batch.events(), !batch.limited());
    }
    List<Event> newestFirst = new ArrayList<>(batch.events().reversed());
    String from = batch.before();
    boolean whole = false;
    for (int page = 0; page < MOST_PAGES && !whole; page++) {
      Page next = older(from, since, me);
      newestFirst.addAll(next.events());
      whole = next.next().isEmpty() || next.events().isEmpty();
      from = next.next();
    }
    return new Filled(once(newestFirst.reversed()), whole);
  }

  private Page older(String from, String since, String me)
      throws MatrixException, InterruptedException {
    return server.before("reading what happened meanwhile", from, since, me);
  }

  private static List<Event> once(List<Event> events) {
    Set<String> seen = new HashSet<>();
    return events.stream().filter(e -> seen.add(e.id())).toList();
  }
}

package nightshift.bot.chat.matrix;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nightshift.bot.chat.matrix.client.Event;
import nightshift.bot.chat.matrix.client.MatrixException;
import nightshift.bot.chat.matrix.client.MatrixException.Kind;
import nightshift.engine.card.Card.Button;

/** The bot's own reactions under its cards: there for people to press, and gone when decided. */
final class Seeds {

  private static final int REMEMBERED = 1_000;

  private final Link link;

  // What is under a card by our own doing; where it is not known, the homeserver is asked.
  private final Cache<String, List<Button>> known =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  Seeds(Link link) {
    this.link = link;
  }

  /** Leaves exactly these under a card. */
  void set(String what, String card, List<Button> wanted, String me)
      throws MatrixException, InterruptedException {
    if (wanted.equals(known.getIfPresent(card))) {
      return;
    }
    List<Event> own = own(what, card, me);
    List<String> there = own.stream().map(e -> Emoji.bare(e.key())).toList();
    for (Event e : own) {
      if (wanted.stream().noneMatch(b -> meant(b, e.key()))) {
        link.server().redact(what, e.id(), "ns-unseed-" + e.id(), "decided");
      }
    }
    for (Button b : wanted) {
      if (!there.contains(Emoji.bare(Emoji.of(b)))) {
        add(what, card, b);
      }
    }
    known.put(card, List.copyOf(wanted));
  }

  private List<Event> own(String what, String card, String me)
      throws MatrixException, InterruptedException {
    List<Event> out = new ArrayList<>(link.server().reactions(what, card));
    out.removeIf(e -> !e.sender().equals(me));
    return out;
  }

  private static boolean meant(Button b, String key) {
    return Emoji.bare(Emoji.of(b)).equals(Emoji.bare(key));
  }

  private void add(String what, String card, Button b)
      throws MatrixException, InterruptedException {
    try {
      // A transaction id used once: the same reaction may be wanted again after it was taken away.
      link.server()
          .send(
              what,
              "m.reaction",
              "ns-seed-" + UUID.randomUUID(),
              Content.reaction(card, Emoji.of(b)));
    } catch (MatrixException e) {
      if (e.kind() != Kind.DUPLICATE && e.kind() != Kind.FORBIDDEN) {
        throw e;
      }
      // It is there already, or health says that we may not; commands work without.
    }
  }
}

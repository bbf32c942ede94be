package nightshift.bot.chat.matrix;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import nightshift.bot.chat.desk.Counter;
import nightshift.bot.chat.desk.Desk;
import nightshift.bot.chat.matrix.client.Event;
import nightshift.bot.chat.matrix.client.Homeserver;
import nightshift.bot.chat.matrix.client.MatrixException;
import nightshift.config.Settings;
import nightshift.engine.alert.Text;
import nightshift.engine.card.Card;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.port.ChatException;
import nightshift.engine.port.ChatInbox;
import nightshift.engine.port.ChatPlatform;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Health;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.Pacer;
import org.jspecify.annotations.Nullable;

/** Matrix as a chat platform. What it is told, it does once; what it cannot do, it says why. */
public final class MatrixRoom implements ChatPlatform {

  /** This platform's name. */
  public static final String NAME = "matrix";

  private static final int FILE = 250_000;
  private static final String FILE_NAME = "output.txt";

  private final Settings.Matrix settings;
  private final Ledger ledger;
  private final Directory directory;
  private final InstantSource clock;
  private final Pacer pacer;
  private final Link link;
  private final Kept kept;
  private final Poster poster;
  private final Seeds seeds;
  private final CardContent cards;
  private final ReplyContent replies;
  private final Deleted deleted;
  private @Nullable Listening listening;
  private volatile @Nullable Waiting waiting;

  /**
   * @param ledger for what people ask, and for how far the room was heard
   * @param directory who may read
   * @param callers whom a card calls
   * @param pacer waiting where the homeserver asks to, and between tries to reach it
   */
  public MatrixRoom(
      Settings.Matrix settings,
      Ledger ledger,
      Directory directory,
      Callers callers,
      InstantSource clock,
      Pacer pacer) {
    this.settings = settings;
    this.ledger = ledger;
    this.directory = directory;
    this.clock = clock;
    this.pacer = pacer;
    Homeserver server =
        new Homeserver(settings.homeserver(), settings.token(), settings.room(), pacer);
    this.link = new Link(server, settings.room());
    this.kept = new Kept(ledger, settings.room());
    this.poster = new Poster(server);
    this.seeds = new Seeds(link);
    this.cards = new CardContent(callers);
    this.replies = new ReplyContent(callers);
    this.deleted = new Deleted(ledger, settings.room(), clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start(ChatInbox inbox) {
    Voters voters = new Voters(link, settings.powerLevels(), clock);
    Answers answers = new Answers(link, kept);
    Desk desk = new Desk(ledger, directory, clock);
    Counter counter = new Counter(inbox, ledger, directory, clock);
    Deeds deeds = new Deeds(counter, kept, ledger, answers, clock);
    Presses presses = new Presses(link, ledger, voters, answers, deeds, desk);
    Commands commands = new Commands(voters, answers, deeds, desk);
    Waiting reactions = new Waiting(link, ledger, presses);
    Batches batches = new Batches(presses, commands, deleted);
    waiting = reactions;
    Listening ears = new Listening(link, kept, batches, reactions, pacer);
    listening = ears;
    ears.start();
  }

  private interface Work<T> {
    T run() throws MatrixException, ChatException, InterruptedException;
  }

  private static <T> T translated(Work<T> work) throws ChatException, InterruptedException {
    try {
      return work.run();
    } catch (MatrixException e) {
      throw Troubles.of(e);
    }
  }

  @Override
  public CardRef post(String key, Card card) throws ChatException, InterruptedException {
    String what = "posting the card of plan " + card.plan();
    String me = link.need(what).me().user();
    String transaction =
        kept.transaction(key + " card " + card.digest() + " " + kept.again(card.plan()));
    return translated(() -> {
      Poster.Sent sent = poster.send(what, transaction, cards.post(card));
      Place place = new Place(link.room(), sent.event());
      // An earlier try had arrived, and that one may be behind by now.
      Optional<Event> there = link.server().event(what, sent.event());
      if (there.filter(e -> !e.redacted() && !same(e, sent)).isPresent()) {
        show(what, place, card);
      }
      seeds.set(what, place.event(), CardContent.seeds(card), me);
      return place.ref();
    });
  }

  private static boolean same(Event there, Poster.Sent sent) {
    return there.content().path("body").equals(sent.content().path("body"));
  }

  @Override
  public void edit(CardRef ref, Card card) throws ChatException, InterruptedException {
    String what = "showing plan " + card.plan();
    Place place = home(ref, what);
    String me = link.need(what).me().user();
    translated(() -> {
      present(what, place, card.plan());
      show(what, place, card);
      seeds.set(what, place.event(), CardContent.seeds(card), me);
      Waiting reactions = waiting;
      if (reactions != null) {
        reactions.first(place, card.state());
      }
      if (deleted.has(place.event())) {
        present(what, place, card.plan());
      }
      return place;
    });
  }

  // A transaction id used once: the same state may come again, and is not the same edit.
  private void show(String what, Place place, Card card)
      throws MatrixException, InterruptedException {
    poster.send(what, "ns-edit-" + UUID.randomUUID(), cards.edit(card, place.event()));
  }

  // The card may be in a room that is no longer the configured one.
  private Place home(CardRef ref, String what) throws ChatException {
    Place place = Place.of(ref);
    if (!place.room().equals(link.room())) {
      throw Troubles.gone(what, "its card is in another room");
    }
    return place;
  }

  private void present(String what, Place place, PlanId plan)
      throws MatrixException, ChatException, InterruptedException {
    if (!deleted.has(place.event()) && there(what, place.event())) {
      return;
    }
    ledger.write(tx -> {
      Kept.gone(tx, plan);
      return true;
    });
    throw Troubles.gone(what, "the card was deleted");
  }

  private boolean there(String what, String event) throws MatrixException, InterruptedException {
    return link.server().event(what, event).filter(e -> !e.redacted()).isPresent();
  }

  @Override
  public String reply(CardRef ref, @Nullable String existing, String key, Reply reply)
      throws ChatException, InterruptedException {
    Place place = home(ref, "writing into a thread");
    Optional<Plan> plan = ledger.read(v -> v.cardAt(ref).flatMap(v::plan));
    String what = "writing into the thread of " + plan.map(p -> "plan " + p.id()).orElse("a card");
    link.need(what);
    boolean silent = plan.filter(p -> !p.draft().asks()).isPresent();
    return translated(() -> {
      if (plan.isPresent()) {
        present(what, place, plan.get().id());
      }
      return existing != null && there(what, existing)
          ? replaced(what, place, existing, key, reply, silent)
          : fresh(what, place, key, reply, silent);
    });
  }

  private String fresh(String what, Place place, String key, Reply reply, boolean silent)
      throws MatrixException, InterruptedException {
    String transaction = kept.transaction(key + " reply " + place.event());
    Poster.Sent sent = poster.send(what, transaction, replies.post(reply, silent, place.event()));
    attach(what, place, transaction, reply, sent.size());
    return sent.event();
  }

  private String replaced(
      String what, Place place, String existing, String key, Reply reply, boolean silent)
      throws MatrixException, InterruptedException {
    String transaction = kept.transaction(key + " replace " + existing);
    Poster.Sent sent = poster.send(what, transaction, replies.edit(reply, silent, existing));
    attach(what, place, transaction, reply, sent.size());
    return existing;
  }

  private void attach(String what, Place place, String transaction, Reply reply, int size)
      throws MatrixException, InterruptedException {
    if (!ReplyContent.cut(reply, size)) {
      return;
    }
    String text = Text.cut(reply.title() + "\n\n" + reply.body(), FILE);
    String address = link.server().upload(what, FILE_NAME, text);
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    link.server()
        .send(
            what,
            "m.room.message",
            transaction + "-file",
            Content.inThread(
                Content.file(FILE_NAME, address, bytes), place.event(), place.event()));
  }

  @Override
  public Health health() {
    return link.health();
  }

  @Override
  public void close() {
    Listening ears = listening;
    if (ears != null) {
      ears.close();
    }
    link.server().close();
  }
}

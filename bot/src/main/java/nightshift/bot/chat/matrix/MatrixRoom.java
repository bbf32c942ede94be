package nightshift.bot.chat.matrix;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import nightshift.bot.chat.desk.Counter;
import nightshift.bot.chat.desk.Desk;
import nightshift.bot.chat.matrix.client.Event;
import nightshift.bot.chat.matrix.client.Homeserver;
import nightshift.bot.chat.matrix.client.MatrixException;
import nightshift.config.MatrixSettings;
import nightshift.engine.card.Card;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.card.ReportWords;
import nightshift.engine.learn.Report;
import nightshift.engine.plan.Plan;
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

  private static final int REPORT_LINE = 500;

  private final MatrixSettings settings;
  private final Ledger ledger;
  private final Directory directory;
  private final InstantSource clock;
  private final Pacer pacer;
  private final Link link;
  private final Kept kept;
  private final Poster poster;
  private final Seeds seeds;
  private final CardContent cards;
  private final Replies replies;
  private final Pictures pictures;
  private final Deleted deleted;
  private final Presence presence;
  private @Nullable Listening listening;
  private volatile @Nullable Waiting waiting;

  /**
   * @param ledger for what people ask, and for how far the room was heard
   * @param directory who may read
   * @param callers whom a card calls
   * @param pacer waiting where the homeserver asks to, and between tries to reach it
   */
  public MatrixRoom(
      MatrixSettings settings,
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
    this.replies = new Replies(server, kept, callers);
    this.pictures = new Pictures(server);
    this.deleted = new Deleted(ledger, settings.room(), clock);
    this.presence = new Presence(link, ledger, deleted);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start(ChatInbox inbox) {
    Voters voters = new Voters(link, settings.powerLevels(), clock);
    Answers answers = new Answers(link, kept, pictures);
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
      presence.need(what, place, card.plan());
      show(what, place, card);
      seeds.set(what, place.event(), CardContent.seeds(card), me);
      Waiting reactions = waiting;
      if (reactions != null) {
        reactions.first(place, card.state());
      }
      presence.stillNeed(what, place, card.plan());
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
        presence.need(what, place, plan.get().id());
      }
      Replies.Writing writing = new Replies.Writing(what, place, key, reply, silent);
      return existing != null && presence.of(what, existing)
          ? replies.replaced(writing, existing)
          : replies.fresh(writing);
    });
  }

  @Override
  public boolean report(String key, Report report) throws ChatException, InterruptedException {
    String what = "showing the report " + key;
    link.need(what);
    Rows rows = new Rows().head(ReportWords.title(report), REPORT_LINE, "");
    ReportWords.lines(report).forEach(l -> rows.text(l, REPORT_LINE));
    Sized message =
        size ->
            Content.message(
                Content.QUIET, rows.fitted(size, "the web room has all of it"), List.of());
    return translated(() -> {
      poster.send(what, kept.transaction(key), message);
      String picture = kept.transaction(key + " picture");
      pictures.show(new Pictures.Showing(what, picture, report, UnaryOperator.identity()));
      return true;
    });
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

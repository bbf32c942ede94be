package nightshift.bot.chat.discord;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.StandardGuildMessageChannel;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import nightshift.bot.chat.desk.Counter;
import nightshift.bot.chat.desk.Desk;
import nightshift.config.DiscordSettings;
import nightshift.engine.card.Card;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.learn.Report;
import nightshift.engine.plan.Digests;
import nightshift.engine.port.ChatException;
import nightshift.engine.port.ChatInbox;
import nightshift.engine.port.ChatPlatform;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Health;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.Pacer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Discord as a chat platform. What it is told, it does once; what it cannot do, it says why. */
public final class DiscordRoom implements ChatPlatform {

  /** This platform's name. */
  public static final String NAME = "discord";

  private static final Logger LOG = LoggerFactory.getLogger(DiscordRoom.class);

  private final DiscordSettings settings;
  private final Ledger ledger;
  private final Directory directory;
  private final InstantSource clock;
  private final Connection connection;
  private final CardMessage cards;
  private final Replies replies;
  private final Letters letters;
  private final Routes routes;
  // How often the card of a key was found deleted: its next message needs another nonce.
  private final Map<Long, Integer> deleted = new ConcurrentHashMap<>();

  /**
   * @param ledger for commands and details, which only read it
   * @param directory who may read
   * @param callees who can be called in person
   * @param pacer waiting between tries to connect
   */
  public DiscordRoom(
      DiscordSettings settings,
      Ledger ledger,
      Directory directory,
      Callees callees,
      InstantSource clock,
      Pacer pacer) {
    Mentions mentions = new Mentions(settings.roles(), callees);
    ReplyMessage message = new ReplyMessage(mentions);
    this.settings = settings;
    this.ledger = ledger;
    this.directory = directory;
    this.clock = clock;
    this.connection = new Connection(settings, pacer);
    this.cards = new CardMessage(mentions);
    this.replies = new Replies(message);
    this.letters = new Letters(settings.guild(), mentions, message);
    this.routes = new Routes(settings);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start(ChatInbox inbox) {
    Desk desk = new Desk(ledger, directory, clock);
    Counter counter = new Counter(inbox, ledger, directory, clock);
    connection.start(
        List.of(
            new SessionWatch(settings, connection),
            new Presses(settings, counter, desk),
            new CommandListener(settings.guild(), counter, desk),
            new Completion(ledger, desk)));
  }

  @Override
  public CardRef post(String key, Card card) throws ChatException, InterruptedException {
    String what = "posting the card of plan " + card.plan();
    String place = ledger.read(v -> routes.channel(v, card.plan()));
    StandardGuildMessageChannel channel = connection.channel(place, what);
    String nonce =
        nonce(key + " " + card.digest() + " " + deleted.getOrDefault(card.plan().number(), 0));
    MessageCreateData message = cards.create(card);
    Message sent = Delivery.run(what, () -> channel.sendMessage(message).setNonce(nonce));
    // An earlier try had arrived, and Discord shows us that one: it may be behind by now.
    if (!sent.getContentRaw().equals(message.getContent())) {
      Delivery.run(what, () -> channel.editMessageById(sent.getId(), cards.edit(card)));
    }
    return new Where(channel.getId(), sent.getId(), card.plan()).ref();
  }

  @Override
  public boolean report(String key, Report report) throws ChatException, InterruptedException {
    String what = "showing the report " + key;
    StandardGuildMessageChannel channel = connection.channel(settings.channel(), what);
    MessageCreateData whole = ReportMessage.of(report);
    try {
      Delivery.run(what, () -> channel.sendMessage(whole).setNonce(nonce(key)));
    } catch (ChatException e) {
      if (e.kind() != ChatException.Kind.REFUSED) {
        throw e;
      }
      LOG.warn("{}; trying without its picture", e.getMessage());
      MessageCreateData words = ReportMessage.words(report);
      Delivery.run(what, () -> channel.sendMessage(words).setNonce(nonce(key)));
    }
    return true;
  }

  @Override
  public void edit(CardRef ref, Card card) throws ChatException, InterruptedException {
    String what = "showing plan " + card.plan();
    Where where = Where.of(ref);
    StandardGuildMessageChannel channel = connection.home(where.channel(), what);
    try {
      Delivery.run(what, () -> channel.editMessageById(where.message(), cards.edit(card)));
    } catch (ChatException e) {
      throw noted(where, e);
    }
  }

  private ChatException noted(Where where, ChatException e) {
    if (e.kind() == ChatException.Kind.GONE) {
      deleted.merge(where.plan().number(), 1, Integer::sum);
    }
    return e;
  }

  @Override
  public String reply(CardRef ref, @Nullable String existing, String key, Reply reply)
      throws ChatException, InterruptedException {
    Where where = Where.of(ref);
    String what = "writing into the thread of plan " + where.plan();
    StandardGuildMessageChannel channel = connection.home(where.channel(), what);
    try {
      String message = replies.write(channel, where, new Replies.Letter(existing, key, reply));
      letters.send(connection.bot(what), where, key, reply);
      return message;
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.GONE) {
        withdraw(channel, where);
      }
      throw noted(where, e);
    }
  }

  // Its thread is lost, so the card is posted anew: two with the same buttons would confuse.
  private static void withdraw(StandardGuildMessageChannel channel, Where where)
      throws InterruptedException {
    String what = "taking back the card of plan " + where.plan();
    try {
      Delivery.run(what, () -> channel.deleteMessageById(where.message()));
    } catch (ChatException e) {
      if (e.kind() != ChatException.Kind.GONE) {
        LOG.warn("{}", e.getMessage());
      }
    }
  }

  /** What Discord knows a message by, however often it is sent. */
  static String nonce(String key) {
    return Digests.sha256(key).substring(0, Limits.NONCE - 1);
  }

  @Override
  public Health health() {
    return connection.health();
  }

  @Override
  public void close() {
    connection.close();
  }
}

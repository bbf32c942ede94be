package nightshift.bot.chat.discord;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Message.MentionType;
import net.dv8tion.jda.api.entities.channel.middleman.StandardGuildMessageChannel;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.messages.MessageRequest;
import nightshift.config.DiscordSettings;
import nightshift.engine.alert.Text;
import nightshift.engine.port.ChatException;
import nightshift.engine.port.Health;
import nightshift.engine.port.Pacer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bot's line to Discord: made in the background, again and again until it stands. */
final class Connection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final Duration GOODBYE = Duration.ofSeconds(5);

  private final DiscordSettings settings;
  private final Pacer pacer;
  private final SteadySessions sessions;
  private final AtomicReference<@Nullable JDA> jda = new AtomicReference<>();
  private final AtomicReference<String> trouble = new AtomicReference<>("not connected yet");
  private final AtomicReference<@Nullable Thread> connecting = new AtomicReference<>();
  private volatile String diverted = "";
  private volatile boolean complete;
  private volatile boolean closed;

  Connection(DiscordSettings settings, Pacer pacer) {
    this.settings = settings;
    this.pacer = pacer;
    this.sessions = new SteadySessions(settings.gatewayUrl(), pacer);
    // JDA would let everybody be mentioned, in answers to presses too.
    MessageRequest.setDefaultMentions(EnumSet.noneOf(MentionType.class));
  }

  /** Begins to connect; returns at once. */
  void start(List<EventListener> listeners) {
    connecting.set(Thread.ofVirtual().name("discord-connect").start(() -> connect(listeners)));
  }

  private void connect(List<EventListener> listeners) {
    for (int n = 1; !closed; n++) {
      try {
        JDA made = build(listeners);
        jda.set(made);
        if (closed) {
          made.shutdownNow();
        }
        return;
      } catch (InvalidTokenException e) {
        down("Discord refuses the token; make a new one and put it where chat.discord says");
      } catch (RuntimeException e) {
        down("connecting to Discord: " + Text.line(String.valueOf(e.getMessage()), 200));
      }
      try {
        pacer.pause(SteadySessions.backOff(n));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private JDA build(List<EventListener> listeners) {
    JDABuilder builder =
        JDABuilder.createLight(settings.token(), EnumSet.noneOf(GatewayIntent.class))
            .setRestConfig(new RestConfig().setBaseUrl(settings.restUrl().toString()))
            .setSessionController(sessions)
            .setEnableShutdownHook(false)
            .setEventManager(new OrderedEvents());
    listeners.forEach(builder::addEventListeners);
    return builder.build();
  }

  /** The session stands, again. */
  void up() {
    sessions.connected();
    if (!trouble.getAndSet("").isEmpty()) {
      LOG.info("connected to Discord");
    }
  }

  /** The session broke, or never was. */
  void down(String why) {
    if (!why.equals(trouble.getAndSet(why)) && !closed) {
      LOG.warn("{}", why);
    }
  }

  private String trouble() {
    return String.valueOf(trouble.get());
  }

  /** The bot, once it has connected for the first time. */
  JDA bot(String what) throws ChatException {
    JDA made = jda.get();
    if (made == null) {
      throw Troubles.unavailable(what, trouble());
    }
    return made;
  }

  /** A channel to post in. */
  StandardGuildMessageChannel channel(String id, String what) throws ChatException {
    Guild guild = bot(what).getGuildById(settings.guild());
    StandardGuildMessageChannel found = guild == null ? null : Premises.channel(guild, id);
    if (found == null) {
      throw absent(what);
    }
    return found;
  }

  /** A channel in which a card was posted; one that does not exist any more is gone. */
  StandardGuildMessageChannel home(String id, String what) throws ChatException {
    JDA made = bot(what);
    // Asked before looking: a guild that is just being built has no channels yet.
    boolean certain = complete && trouble().isEmpty();
    Guild guild = made.getGuildById(settings.guild());
    StandardGuildMessageChannel found = guild == null ? null : Premises.channel(guild, id);
    if (found != null) {
      return found;
    }
    boolean deleted = certain && guild != null;
    throw deleted ? Troubles.gone(what, "its channel was deleted") : absent(what);
  }

  private ChatException absent(String what) {
    String line = health().detail();
    JDA made = jda.get();
    return line.isEmpty() || made == null || made.getStatus() != JDA.Status.CONNECTED
        ? Troubles.unavailable(what, line.isEmpty() ? "not connected yet" : line)
        : Troubles.refused(what, line);
  }

  /** One clear line about what is wrong, if anything is. */
  Health health() {
    String why = trouble();
    JDA made = jda.get();
    if (!why.isEmpty() || made == null) {
      return Health.bad("Discord: " + why);
    }
    List<String> problems = new ArrayList<>(Premises.problems(made, settings));
    if (!diverted.isEmpty()) {
      problems.add(diverted);
    }
    return problems.isEmpty() ? Health.OK : Health.bad(String.join("; ", problems));
  }

  /** Whether all that is in the guild is known. */
  void complete(boolean so) {
    complete = so;
  }

  /** What takes presses away from us; empty when nothing does. */
  void diverted(String why) {
    diverted = why;
  }

  @Override
  public void close() {
    closed = true;
    Thread thread = connecting.get();
    if (thread != null) {
      thread.interrupt();
    }
    JDA made = jda.get();
    if (made == null) {
      return;
    }
    made.shutdown();
    try {
      if (!made.awaitShutdown(GOODBYE)) {
        made.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

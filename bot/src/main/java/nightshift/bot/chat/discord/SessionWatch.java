package nightshift.bot.chat.discord;

import java.io.IOException;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.events.channel.ChannelDeleteEvent;
import net.dv8tion.jda.api.events.guild.GuildAvailableEvent;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.events.guild.GuildLeaveEvent;
import net.dv8tion.jda.api.events.guild.GuildReadyEvent;
import net.dv8tion.jda.api.events.guild.GuildUnavailableEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionDisconnectEvent;
import net.dv8tion.jda.api.events.session.SessionInvalidateEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.requests.CloseCode;
import nightshift.config.DiscordSettings;
import nightshift.engine.port.ChatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears how the session is, and looks after what it needs whenever it is new. */
final class SessionWatch extends ListenerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(SessionWatch.class);

  private final DiscordSettings settings;
  private final Connection connection;

  SessionWatch(DiscordSettings settings, Connection connection) {
    this.settings = settings;
    this.connection = connection;
  }

  @Override
  public void onReady(ReadyEvent event) {
    connection.up();
    begun(event.getJDA());
  }

  @Override
  public void onSessionRecreate(SessionRecreateEvent event) {
    connection.up();
  }

  @Override
  public void onSessionResume(SessionResumeEvent event) {
    connection.up();
  }

  @Override
  public void onSessionDisconnect(SessionDisconnectEvent event) {
    connection.down("the gateway closed the connection; connecting again");
  }

  @Override
  public void onSessionInvalidate(SessionInvalidateEvent event) {
    connection.down("the gateway forgot the session; connecting again");
  }

  @Override
  public void onShutdown(ShutdownEvent event) {
    CloseCode code = event.getCloseCode();
    String why = code == null ? "" : ": " + code.getMeaning();
    connection.down(
        "the connection ended for good" + why + "; mend that and start Nightshift again");
  }

  @Override
  public void onGuildReady(GuildReadyEvent event) {
    known(event.getGuild(), true);
  }

  @Override
  public void onGuildAvailable(GuildAvailableEvent event) {
    known(event.getGuild(), true);
  }

  @Override
  public void onGuildUnavailable(GuildUnavailableEvent event) {
    known(event.getGuild(), false);
  }

  @Override
  public void onGuildLeave(GuildLeaveEvent event) {
    if (known(event.getGuild(), false)) {
      LOG.warn("the bot was removed from guild {}; invite it again", settings.guild());
    }
  }

  @Override
  public void onGuildJoin(GuildJoinEvent event) {
    if (known(event.getGuild(), true)) {
      LOG.info("the bot was invited to guild {}", settings.guild());
      begun(event.getJDA());
    }
  }

  private boolean known(Guild guild, boolean complete) {
    boolean ours = guild.getId().equals(settings.guild());
    if (ours) {
      connection.complete(complete);
    }
    return ours;
  }

  @Override
  public void onChannelDelete(ChannelDeleteEvent event) {
    if (settings.channels().contains(event.getChannel().getId())) {
      LOG.warn(
          "channel {} was deleted; its cards wait until chat.discord names another",
          event.getChannel().getId());
    }
  }

  // Not on JDA's own thread: it would hear nothing meanwhile.
  private void begun(JDA jda) {
    Thread.ofVirtual().name("discord-begun").start(() -> lookAfter(jda));
  }

  private void lookAfter(JDA jda) {
    look();
    Premises.problems(jda, settings).forEach(p -> LOG.warn("{}", p));
    Premises.uncallable(jda, settings).forEach(p -> LOG.warn("{}", p));
    Guild guild = jda.getGuildById(settings.guild());
    if (guild != null) {
      register(guild);
    }
  }

  private void look() {
    try {
      boolean set = InteractionsUrl.set(settings);
      connection.diverted(set ? InteractionsUrl.DIVERTED : "");
      if (set) {
        LOG.warn("{}", InteractionsUrl.DIVERTED);
      }
    } catch (IOException e) {
      LOG.warn("asking about the application: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void register(Guild guild) {
    try {
      if (Registration.register(guild)) {
        LOG.info("told Discord of /{}", CommandTree.NAME);
      }
    } catch (ChatException e) {
      LOG.warn("{}; the buttons on cards work without commands", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package nightshift.bot.chat.discord;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.dv8tion.jda.api.EmbedBuilder;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.StandardGuildMessageChannel;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import nightshift.bot.checkup.Finding;
import nightshift.config.DiscordSettings;
import nightshift.engine.port.ChatException;

/** One examination of a Discord set-up, in the order in which things depend on each other. */
final class Examination {

  private static final int PATIENCE_SECONDS = 30;
  private static final String TOKEN =
      "reset the token in Discord's developer portal, and put it where chat.discord says";

  private final DiscordSettings settings;
  private final Connection connection;
  private final Consumer<Finding> told;

  Examination(DiscordSettings settings, Connection connection, Consumer<Finding> told) {
    this.settings = settings;
    this.connection = connection;
    this.told = told;
  }

  void run() throws InterruptedException {
    if (!application() || !gateway()) {
      return;
    }
    try {
      JDA bot = connection.bot("looking at the guild");
      Guild guild = bot.getGuildById(settings.guild());
      List<String> problems = Premises.problems(bot, settings);
      problems.forEach(p -> told.accept(problem(p)));
      if (guild == null) {
        return;
      }
      told.accept(Finding.good("guild: " + guild.getName()));
      roles(bot);
      commands(guild);
      for (String id : settings.channels()) {
        channel(guild, id);
      }
    } catch (ChatException e) {
      told.accept(Finding.bad(String.valueOf(e.getMessage()), "try again in a while"));
    }
  }

  // Half of such a sentence says what is wrong, the other half what to do.
  private static Finding problem(String line) {
    int cut = line.indexOf("; ");
    return cut < 0
        ? Finding.bad(line, "")
        : Finding.bad(line.substring(0, cut), line.substring(cut + 2));
  }

  private boolean application() throws InterruptedException {
    try {
      boolean diverted = InteractionsUrl.set(settings);
      told.accept(Finding.good("token: Discord takes it"));
      told.accept(
          diverted
              ? problem(InteractionsUrl.DIVERTED)
              : Finding.good("no Interactions Endpoint URL: presses come here"));
      return true;
    } catch (IOException e) {
      told.accept(
          Finding.bad(
              "asking " + settings.restUrl().getHost() + " who the bot is: " + e.getMessage(),
              e instanceof InteractionsUrl.Refused ? TOKEN : "check the network and rest_url"));
      return false;
    }
  }

  private boolean gateway() throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(1);
    connection.start(
        List.of(
            new ListenerAdapter() {
              @Override
              public void onReady(ReadyEvent event) {
                connection.up();
                ready.countDown();
              }
            }));
    boolean stands = ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    told.accept(
        stands
            ? Finding.good("gateway: connected")
            : Finding.bad(
                "gateway: no session within "
                    + PATIENCE_SECONDS
                    + " s; "
                    + connection.health().detail(),
                "check that " + settings.gatewayUrl().getHost() + " can be reached"));
    return stands;
  }

  private void roles(JDA bot) {
    List<String> silent = Premises.uncallable(bot, settings);
    silent.forEach(w -> told.accept(problem(w)));
    if (silent.isEmpty() && !settings.roles().isEmpty()) {
      told.accept(Finding.good("roles that can be called: " + settings.roles().keySet()));
    }
  }

  private void commands(Guild guild) throws InterruptedException {
    try {
      told.accept(
          Registration.current(guild)
              ? Finding.good("/" + CommandTree.NAME + " is registered")
              : Finding.note(
                  "/"
                      + CommandTree.NAME
                      + " is not registered yet; the server does that when it"
                      + " starts"));
    } catch (ChatException e) {
      told.accept(
          Finding.bad(
              String.valueOf(e.getMessage()), "invite the bot with scope applications.commands"));
    }
  }

  private void channel(Guild guild, String id) throws InterruptedException {
    StandardGuildMessageChannel channel = Premises.channel(guild, id);
    if (channel == null || !Permissions.missing(channel).isEmpty()) {
      return;
    }
    told.accept(Finding.good("permissions in #" + channel.getName() + ": " + Permissions.all()));
    String what = "posting a test card in #" + channel.getName();
    try {
      Message card = Delivery.run(what, () -> channel.sendMessage(test()));
      Delivery.run("removing the test card", () -> channel.deleteMessageById(card.getId()));
      told.accept(Finding.good("a test card was posted in #" + channel.getName() + " and removed"));
    } catch (ChatException e) {
      told.accept(problem(String.valueOf(e.getMessage())));
    }
  }

  private static MessageCreateData test() {
    return new MessageCreateBuilder()
        .setContent("Nightshift looks whether it can post here. This goes away at once.")
        .setEmbeds(new EmbedBuilder().setDescription("A test card").build())
        .setComponents(ActionRow.of(Button.secondary("nightshift-test", "Nothing").asDisabled()))
        .setSuppressedNotifications(true)
        .build();
  }
}

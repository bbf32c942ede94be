package nightshift.bot.chat.discord;

import java.util.Optional;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import nightshift.bot.chat.desk.Counter;
import nightshift.bot.chat.desk.Desk;
import nightshift.bot.chat.desk.HistoryFilter;
import nightshift.engine.plan.PlanId;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.ChatInbox.Receipt;

/** Carries out {@code /remediation} and turns the pages of its history. */
final class CommandListener extends ListenerAdapter {

  private final String guild;
  private final Counter counter;
  private final Desk desk;

  CommandListener(String guild, Counter counter, Desk desk) {
    this.guild = guild;
    this.counter = counter;
    this.desk = desk;
  }

  @Override
  public void onSlashCommandInteraction(SlashCommandInteractionEvent c) {
    if (!c.getName().equals(CommandTree.NAME)) {
      return;
    }
    if (!here(c)) {
      Acknowledge.then(
          c, false, () -> AnswerMessage.plain("This command works in its own guild only."));
      return;
    }
    Voter voter = Presser.of(c, null);
    boolean open =
        Boolean.TRUE.equals(c.getOption("public", OptionMapping::getAsBoolean))
            && desk.knows(voter);
    Acknowledge.then(c, open, () -> answer(c, voter));
  }

  private boolean here(Interaction i) {
    Guild from = i.getGuild();
    return from != null && from.getId().equals(guild);
  }

  private AnswerMessage answer(SlashCommandInteractionEvent c, Voter voter) {
    String name = String.valueOf(c.getSubcommandName());
    return switch (name) {
      case "history" -> page(filter(c), page(c), voter);
      case "pending" -> AnswerMessage.of(desk.pending(voter));
      case "show" -> AnswerMessage.of(desk.show(id(c), voter));
      case "why" -> AnswerMessage.of(desk.why(id(c), voter));
      case "stats" -> AnswerMessage.of(desk.stats(voter));
      default -> AnswerMessage.plain(done(name, c, voter).message());
    };
  }

  private Receipt done(String name, SlashCommandInteractionEvent c, Voter voter) {
    return switch (name) {
      case "approve" ->
          counter.approve(id(c), text(c, "target"), text(c, "reason"), voter, c.getId());
      case "canary" -> counter.canary(id(c), voter, c.getId());
      case "reject" -> counter.reject(id(c), text(c, "reason"), voter, c.getId());
      case "undo" -> counter.undo(id(c), voter, c.getId());
      case "pause" -> counter.pause(text(c, "reason"), text(c, "for"), voter);
      case "resume" -> counter.resume(voter);
      default -> throw new IllegalArgumentException("there is no command " + name);
    };
  }

  private AnswerMessage page(HistoryFilter filter, int page, Voter voter) {
    return AnswerMessage.page(desk.history(filter, page, voter), filter, page);
  }

  private static HistoryFilter filter(SlashCommandInteractionEvent c) {
    return new HistoryFilter(
        text(c, "status"), text(c, "playbook"), text(c, "target"), text(c, "since"));
  }

  private static int page(SlashCommandInteractionEvent c) {
    OptionMapping page = c.getOption("page");
    return page == null ? 1 : Math.clamp(page.getAsLong(), 1, 9_999);
  }

  private static PlanId id(SlashCommandInteractionEvent c) {
    OptionMapping id = c.getOption("id");
    return new PlanId(id == null ? 1 : Math.max(1, id.getAsLong()));
  }

  private static String text(SlashCommandInteractionEvent c, String option) {
    OptionMapping value = c.getOption(option);
    return value == null ? "" : value.getAsString().strip();
  }

  @Override
  public void onButtonInteraction(ButtonInteractionEvent press) {
    Optional<PageId> to = PageId.parse(press.getComponentId());
    if (to.isEmpty() || !here(press)) {
      return;
    }
    Voter voter = Presser.of(press, null);
    Acknowledge.turning(press, () -> page(to.get().filter(), to.get().page(), voter));
  }
}

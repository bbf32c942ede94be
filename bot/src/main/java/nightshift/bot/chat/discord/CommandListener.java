package nightshift.bot.chat.discord;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import nightshift.engine.action.Durations;
import nightshift.engine.action.Risk;
import nightshift.engine.card.Card.Button;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.policy.Vote;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.ChatInbox;
import nightshift.engine.port.Ledger;

/** Carries out {@code /remediation} and turns the pages of its history. */
final class CommandListener extends ListenerAdapter {

  private final String guild;
  private final ChatInbox inbox;
  private final Ledger ledger;
  private final Readers readers;
  private final InstantSource clock;

  CommandListener(
      String guild, ChatInbox inbox, Ledger ledger, Readers readers, InstantSource clock) {
    this.guild = guild;
    this.inbox = inbox;
    this.ledger = ledger;
    this.readers = readers;
    this.clock = clock;
  }

  @Override
  public void onSlashCommandInteraction(SlashCommandInteractionEvent c) {
    if (!c.getName().equals(CommandTree.NAME)) {
      return;
    }
    if (!here(c)) {
      Acknowledge.then(c, false, () -> Answer.plain("This command works in its own guild only."));
      return;
    }
    Optional<Plan> critical = criticalApproval(c);
    if (critical.isPresent()) {
      Acknowledge.ask(c, Windows.target(press(critical.get()), critical.get()));
      return;
    }
    Voter voter = Presser.of(c, null);
    boolean open =
        Boolean.TRUE.equals(c.getOption("public", OptionMapping::getAsBoolean))
            && readers.knows(voter);
    Acknowledge.then(c, open, () -> answer(c, voter));
  }

  private boolean here(Interaction i) {
    Guild from = i.getGuild();
    return from != null && from.getId().equals(guild);
  }

  private static PressId press(Plan p) {
    return new PressId(Button.APPROVE, p.id(), p.draft().revision(), p.shortDigest());
  }

  private Optional<Plan> criticalApproval(SlashCommandInteractionEvent c) {
    return "approve".equals(c.getSubcommandName())
        ? ledger.read(v -> v.plan(id(c))).filter(p -> p.draft().risk() == Risk.CRITICAL)
        : Optional.empty();
  }

  private Answer answer(SlashCommandInteractionEvent c, Voter voter) {
    String name = String.valueOf(c.getSubcommandName());
    return switch (name) {
      case "history" -> readers.history(filter(c), page(c), voter);
      case "pending" -> readers.pending(voter);
      case "show" -> readers.details(id(c), voter);
      case "why" -> readers.why(id(c), voter);
      case "approve" -> decide(c, voter, Vote.Choice.APPROVE);
      case "reject" -> decide(c, voter, Vote.Choice.REJECT);
      case "undo" -> Answer.plain(inbox.undo(id(c), voter, c.getId()).message());
      case "stats" -> readers.stats(voter);
      case "pause" -> pause(c, voter);
      case "resume" -> Answer.plain(inbox.resume(voter).message());
      default -> Answer.plain("There is no command " + name + ".");
    };
  }

  private Answer decide(SlashCommandInteractionEvent c, Voter voter, Vote.Choice choice) {
    PlanId id = id(c);
    Optional<Plan> plan = ledger.read(v -> v.plan(id));
    if (plan.isEmpty()) {
      return Answer.plain("There is no plan " + id + ".");
    }
    Plan.Draft d = plan.get().draft();
    return Answer.plain(
        inbox
            .decide(id, d.revision(), d.digest(), choice, voter, c.getId(), text(c, "reason"))
            .message());
  }

  private Answer pause(SlashCommandInteractionEvent c, Voter voter) {
    String span = text(c, "for");
    Optional<Duration> length = Durations.parse(span).filter(Duration::isPositive);
    if (!span.isEmpty() && length.isEmpty()) {
      return Answer.plain(
          "for is a duration such as 30m or 2h, not " + span + ". Nothing changed.");
    }
    Instant until = length.map(clock.instant()::plus).orElse(null);
    String reason = text(c, "reason");
    String why = reason.isEmpty() ? "no reason given" : reason;
    return Answer.plain(inbox.pause(voter, why, until).message());
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
    InteractionHook hook = press.deferEdit().complete();
    Voter voter = Presser.of(press, null);
    hook.editOriginal(readers.history(to.get().filter(), to.get().page(), voter).message())
        .complete();
  }
}

package nightshift.bot.chat.discord;

import java.util.Optional;
import java.util.function.Supplier;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.modals.ModalMapping;
import nightshift.config.Settings;
import nightshift.engine.action.Risk;
import nightshift.engine.card.Card.Button;
import nightshift.engine.plan.Plan;
import nightshift.engine.policy.Vote;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.ChatInbox;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.Ledger;
import org.jspecify.annotations.Nullable;

/** Buttons on cards, and the windows that they open. */
final class Presses extends ListenerAdapter {

  private final Settings.Discord settings;
  private final ChatInbox inbox;
  private final Ledger ledger;
  private final Readers readers;

  Presses(Settings.Discord settings, ChatInbox inbox, Ledger ledger, Readers readers) {
    this.settings = settings;
    this.inbox = inbox;
    this.ledger = ledger;
    this.readers = readers;
  }

  @Override
  public void onButtonInteraction(ButtonInteractionEvent press) {
    if (PageId.mine(press.getComponentId())) {
      return;
    }
    Optional<PressId> id = accepted(press, press.getComponentId());
    if (id.isEmpty()) {
      return;
    }
    PressId on = id.get();
    Optional<Plan> plan = ledger.read(v -> v.plan(on.plan()));
    boolean critical = plan.filter(p -> p.draft().risk() == Risk.CRITICAL).isPresent();
    switch (on.button()) {
      case REJECT -> Acknowledge.ask(press, Windows.reason(on));
      case APPROVE -> {
        if (critical) {
          Acknowledge.ask(press, Windows.target(on, plan.orElseThrow()));
        } else {
          answer(press, () -> decide(press, press.getMessage(), on, Vote.Choice.APPROVE, ""));
        }
      }
      case DETAILS ->
          Acknowledge.then(
              press, false, () -> readers.details(on.plan(), voter(press, press.getMessage())));
      case UNDO, RETRY, SETTLE_FIXED, SETTLE_FAILED -> answer(press, () -> request(press, on));
    }
  }

  @Override
  public void onModalInteraction(ModalInteractionEvent window) {
    Optional<PressId> id = accepted(window, window.getModalId());
    id.ifPresent(on -> answer(window, () -> submitted(window, on)));
  }

  private Receipt submitted(ModalInteractionEvent window, PressId on) {
    if (on.button() == Button.REJECT) {
      String reason = field(window, Windows.REASON);
      return decide(window, window.getMessage(), on, Vote.Choice.REJECT, reason);
    }
    Optional<Plan> plan = ledger.read(v -> v.plan(on.plan()));
    String wanted = plan.map(p -> p.draft().target().name()).orElse("");
    boolean named = on.button() == Button.APPROVE && field(window, Windows.TARGET).equals(wanted);
    if (!named) {
      return new Receipt(
          ChatInbox.Verdict.INVALID,
          "That is not the name of the target of plan " + on.plan() + ". Nothing was changed.",
          plan.orElse(null));
    }
    return decide(window, window.getMessage(), on, Vote.Choice.APPROVE, "");
  }

  private static String field(ModalInteractionEvent window, String name) {
    ModalMapping value = window.getValue(name);
    return value == null ? "" : value.getAsString().strip();
  }

  private Receipt decide(
      Interaction press, @Nullable Message card, PressId on, Vote.Choice choice, String reason) {
    return inbox.decide(
        on.plan(), on.revision(), on.digest(), choice, voter(press, card), press.getId(), reason);
  }

  private Receipt request(ButtonInteractionEvent press, PressId on) {
    Voter voter = voter(press, press.getMessage());
    String interaction = press.getId();
    return switch (on.button()) {
      case UNDO -> inbox.undo(on.plan(), voter, interaction);
      case RETRY -> inbox.retry(on.plan(), voter, interaction);
      case SETTLE_FIXED -> inbox.settle(on.plan(), true, voter, interaction, "");
      case SETTLE_FAILED -> inbox.settle(on.plan(), false, voter, interaction, "");
      case APPROVE, REJECT, DETAILS -> throw new IllegalArgumentException(on + " is no request");
    };
  }

  private static Voter voter(Interaction press, @Nullable Message card) {
    return Presser.of(press, card);
  }

  private static void answer(IReplyCallback press, Supplier<Receipt> work) {
    Acknowledge.then(press, false, () -> Answer.plain(work.get().message()));
  }

  /** What was pressed, if it is one of our buttons in our channel; otherwise refuses. */
  private Optional<PressId> accepted(IReplyCallback press, String customId) {
    Guild guild = press.getGuild();
    boolean here =
        guild != null
            && guild.getId().equals(settings.guild())
            && settings.channel().equals(press.getChannelId());
    Optional<PressId> id = here ? PressId.parse(customId) : Optional.empty();
    if (id.isEmpty()) {
      String why =
          here
              ? "This button is not one of Nightshift's. Nothing was changed."
              : "Cards count in their own channel only. Nothing was changed.";
      Acknowledge.then(press, false, () -> Answer.plain(why));
    }
    return id;
  }
}

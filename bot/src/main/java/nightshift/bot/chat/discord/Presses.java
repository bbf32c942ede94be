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
import nightshift.bot.chat.desk.Counter;
import nightshift.bot.chat.desk.Desk;
import nightshift.config.DiscordSettings;
import nightshift.engine.card.Card.Button;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.ChatInbox.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * Buttons on cards, and the windows that they open. Discord hears at once that we heard; only then
 * is anything looked up or decided.
 */
final class Presses extends ListenerAdapter {

  private final DiscordSettings settings;
  private final Counter counter;
  private final Desk desk;

  Presses(DiscordSettings settings, Counter counter, Desk desk) {
    this.settings = settings;
    this.counter = counter;
    this.desk = desk;
  }

  @Override
  public void onButtonInteraction(ButtonInteractionEvent press) {
    if (PageId.mine(press.getComponentId())) {
      return;
    }
    accepted(press, press.getComponentId()).ifPresent(on -> pressed(press, on));
  }

  private void pressed(ButtonInteractionEvent press, PressId on) {
    if (on.button() == Button.REJECT) {
      Acknowledge.ask(press, Windows.reason(on));
    } else if (on.button() == Button.APPROVE_WITH_REASON) {
      Acknowledge.ask(press, Windows.approval(on));
    } else if (on.named()) {
      Acknowledge.ask(press, Windows.target(on));
    } else if (on.button() == Button.DETAILS) {
      Voter voter = voter(press, press.getMessage());
      Acknowledge.then(press, false, () -> AnswerMessage.of(desk.show(on.plan(), voter)));
    } else {
      answer(press, () -> request(press, on));
    }
  }

  @Override
  public void onModalInteraction(ModalInteractionEvent window) {
    accepted(window, window.getModalId())
        .ifPresent(on -> answer(window, () -> submitted(window, on)));
  }

  private Receipt submitted(ModalInteractionEvent window, PressId on) {
    Voter voter = voter(window, window.getMessage());
    String id = window.getId();
    return on.button() == Button.REJECT
        ? counter.reject(on.seen(), field(window, Windows.REASON), voter, id)
        : counter.approve(
            on.seen(), field(window, Windows.TARGET), field(window, Windows.REASON), voter, id);
  }

  private static String field(ModalInteractionEvent window, String name) {
    ModalMapping value = window.getValue(name);
    return value == null ? "" : value.getAsString().strip();
  }

  private Receipt request(ButtonInteractionEvent press, PressId on) {
    Voter voter = voter(press, press.getMessage());
    String interaction = press.getId();
    return switch (on.button()) {
      case APPROVE -> counter.approve(on.seen(), "", voter, interaction);
      case CANARY -> counter.canary(on.seen(), voter, interaction);
      case CANCEL -> counter.reject(on.seen(), "", voter, interaction);
      case CLOSE_BREAKER -> counter.closeBreaker(on.plan(), voter);
      case UNDO -> counter.undo(on.plan(), voter, interaction);
      case RETRY -> counter.retry(on.plan(), voter, interaction);
      case SETTLE_FIXED -> counter.settle(on.plan(), true, voter, interaction, "");
      case SETTLE_FAILED -> counter.settle(on.plan(), false, voter, interaction, "");
      case HELPED -> counter.feedback(on.plan(), true, voter, interaction);
      case DID_NOT_HELP -> counter.feedback(on.plan(), false, voter, interaction);
      case APPROVE_WITH_REASON, REJECT, DETAILS ->
          throw new IllegalArgumentException(on + " is no request");
    };
  }

  private static Voter voter(Interaction press, @Nullable Message card) {
    return Presser.of(press, card);
  }

  private static void answer(IReplyCallback press, Supplier<Receipt> work) {
    Acknowledge.then(press, false, () -> AnswerMessage.plain(work.get().message()));
  }

  /** What was pressed, if it is one of our buttons in our guild; otherwise refuses. */
  private Optional<PressId> accepted(IReplyCallback press, String customId) {
    Guild guild = press.getGuild();
    boolean here = guild != null && guild.getId().equals(settings.guild());
    Optional<PressId> id = here ? PressId.parse(customId) : Optional.empty();
    if (id.isEmpty()) {
      String why =
          here
              ? "This button is not one of Nightshift's. Nothing was changed."
              : "Cards count in their own guild only. Nothing was changed.";
      Acknowledge.then(press, false, () -> AnswerMessage.plain(why));
    }
    return id;
  }
}

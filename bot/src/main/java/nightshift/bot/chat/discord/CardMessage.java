package nightshift.bot.chat.discord;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.dv8tion.jda.api.EmbedBuilder;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.ButtonStyle;
import net.dv8tion.jda.api.entities.MessageEmbed;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
import nightshift.engine.action.Risk;
import nightshift.engine.card.Card;
import nightshift.engine.card.Card.Button;

/**
 * A card as a Discord message. Content comes first and says the most, because that is all that a
 * phone's notification shows; the embed has the rest. Pure.
 */
final class CardMessage {

  private static final String REST = "press Details for all of it";

  private final Mentions mentions;

  CardMessage(Mentions mentions) {
    this.mentions = mentions;
  }

  /** To post. */
  MessageCreateData create(Card card) {
    MessageCreateBuilder out =
        new MessageCreateBuilder()
            .setContent(content(card))
            .setEmbeds(embed(card))
            .setComponents(rows(card))
            .setSuppressedNotifications(card.silent());
    mentions.allow(out, card.mention());
    return out.build();
  }

  /** To show the newest state. An edit calls nobody on Discord; it may not look as if it did. */
  MessageEditData edit(Card card) {
    MessageEditBuilder out =
        new MessageEditBuilder()
            .setContent(content(card))
            .setEmbeds(embed(card))
            .setComponents(rows(card));
    mentions.allow(out, card.mention());
    return out.build();
  }

  private String content(Card card) {
    StringBuilder out = new StringBuilder();
    Instant expires = card.expiresAt();
    String verb = card.buttons().contains(Button.CANCEL) ? "starts" : "expires";
    String until = expires == null ? "" : " · " + verb + " <t:" + expires.getEpochSecond() + ":R>";
    String risk = " · " + card.risk().word() + " risk";
    String head = card.lead().endsWith(risk) ? cutEnd(card.lead(), risk) : card.lead();
    int room = Limits.NOTIFICATION - risk.length() - until.length();
    out.append("**").append(Markdown.shortened(head, room)).append("**").append(risk).append(until);
    String called = mentions.text(card.mention());
    if (!called.isEmpty()) {
      out.append(' ').append(called);
    }
    if (!card.status().isBlank()) {
      int left = Limits.CONTENT - out.length() - 1;
      out.append('\n').append(Markdown.shortened(card.status(), left));
    }
    return out.toString();
  }

  private static String cutEnd(String text, String end) {
    return text.substring(0, text.length() - end.length());
  }

  private static MessageEmbed embed(Card card) {
    EmbedBuilder out = new EmbedBuilder();
    out.setColor(color(card.risk()));
    out.setTitle(Markdown.shortened(card.plan() + " " + card.lead(), Limits.EMBED_TITLE));
    out.setDescription(Markdown.fitted(body(card), Limits.EMBED_DESCRIPTION, REST));
    field(out, "Track record", card.trackRecord());
    field(out, "Who may decide", card.approvers());
    field(out, "Digest", card.digest());
    return out.build();
  }

  private static void field(EmbedBuilder out, String name, String value) {
    if (!value.isBlank()) {
      out.addField(name, Markdown.shortened(value, Limits.EMBED_FIELD), true);
    }
  }

  private static List<String> body(Card card) {
    List<String> out = new ArrayList<>();
    card.why().forEach(w -> out.add(Markdown.shortened(w, 600)));
    int n = 0;
    for (Card.StepLine step : card.steps()) {
      n++;
      out.add("**" + n + "** " + Markdown.shortened(step.sentence(), 500));
      step.details().forEach(d -> out.add("\u2003" + Markdown.shortened(d, 300)));
      out.add("\u2003" + (step.undoable() ? "↩ " : "⚠ ") + Markdown.shortened(step.undo(), 300));
    }
    return out;
  }

  private static int color(Risk risk) {
    return switch (risk) {
      case LOW -> 0x3B_A5_5D;
      case MEDIUM -> 0xFA_A6_1A;
      case HIGH -> 0xE6_7E_22;
      case CRITICAL -> 0xED_42_45;
    };
  }

  private static List<ActionRow> rows(Card card) {
    if (card.buttons().isEmpty()) {
      return List.of();
    }
    return List.of(ActionRow.of(card.buttons().stream().map(b -> button(card, b)).toList()));
  }

  private static net.dv8tion.jda.api.components.buttons.Button button(Card card, Button b) {
    boolean approves = b == Button.APPROVE || b == Button.APPROVE_WITH_REASON;
    boolean named = approves && card.risk() == Risk.CRITICAL;
    String id = new PressId(b, card.plan(), card.revision(), card.digest(), named).toString();
    return net.dv8tion.jda.api.components.buttons.Button.of(style(b), id, label(card, b));
  }

  private static ButtonStyle style(Button b) {
    return switch (b) {
      case APPROVE, APPROVE_WITH_REASON, SETTLE_FIXED -> ButtonStyle.SUCCESS;
      case REJECT, CANCEL, SETTLE_FAILED -> ButtonStyle.DANGER;
      case RETRY, CANARY -> ButtonStyle.PRIMARY;
      case DETAILS, UNDO, HELPED, DID_NOT_HELP, CLOSE_BREAKER -> ButtonStyle.SECONDARY;
    };
  }

  private static String label(Card card, Button b) {
    return switch (b) {
      case APPROVE -> card.buttons().contains(Button.CANARY) ? "Approve all" : "Approve";
      case CANARY -> "Canary first";
      case APPROVE_WITH_REASON -> "Approve…";
      case REJECT -> "Reject";
      case CANCEL -> "Cancel";
      case CLOSE_BREAKER -> "Close breaker";
      case DETAILS -> "Details";
      case UNDO -> "Undo";
      case RETRY -> "Try again";
      case SETTLE_FIXED -> "It is fixed";
      case SETTLE_FAILED -> "Not fixed";
      case HELPED -> "It helped";
      case DID_NOT_HELP -> "Did not help";
    };
  }
}

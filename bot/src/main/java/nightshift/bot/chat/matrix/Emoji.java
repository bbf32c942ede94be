package nightshift.bot.chat.matrix;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.card.Card.Button;

/** Reactions that stand for buttons, because Matrix has none. Pure. */
final class Emoji {

  private static final Map<Button, String> KEYS = keys();
  private static final int TEXT = 0xFE0E;
  private static final int COLOUR = 0xFE0F;
  private static final int LIGHTEST_SKIN = 0x1F3FB;
  private static final int DARKEST_SKIN = 0x1F3FF;

  // Longer than any emoji; more than that is not looked at.
  private static final int LONGEST = 32;

  private Emoji() {}

  private static Map<Button, String> keys() {
    Map<Button, String> out = new EnumMap<>(Button.class);
    out.put(Button.APPROVE, "✅");
    out.put(Button.REJECT, "❌");
    out.put(Button.DETAILS, "🔍");
    // With the selector, without which clients draw an arrow of text.
    out.put(Button.UNDO, "↩\uFE0F");
    out.put(Button.RETRY, "🔁");
    out.put(Button.SETTLE_FIXED, "🟢");
    out.put(Button.SETTLE_FAILED, "🔴");
    out.put(Button.CANCEL, "⏹\uFE0F");
    out.put(Button.CLOSE_BREAKER, "🔌");
    out.put(Button.CANARY, "🐤");
    out.put(Button.HELPED, "👍");
    out.put(Button.DID_NOT_HELP, "👎");
    return out;
  }

  /** The reaction that the bot puts under a card for this button; empty where words are needed. */
  static String of(Button button) {
    return KEYS.getOrDefault(button, "");
  }

  /** The button that a reaction means; empty for any other. */
  static Optional<Button> button(String key) {
    String bare = bare(key);
    return bare.isEmpty()
        ? Optional.empty()
        : Arrays.stream(Button.values()).filter(b -> bare(of(b)).equals(bare)).findFirst();
  }

  /** Without variation selectors and skin tones, which clients add as they like. */
  static String bare(String key) {
    if (key.length() > LONGEST) {
      return "";
    }
    int[] kept =
        key.codePoints()
            .filter(c -> c != TEXT && c != COLOUR && (c < LIGHTEST_SKIN || c > DARKEST_SKIN))
            .toArray();
    return new String(kept, 0, kept.length);
  }

  /** What each button's reaction means, in one line. */
  static String legend(List<Button> buttons) {
    return String.join(
        " · ",
        buttons.stream().filter(b -> !of(b).isEmpty()).map(b -> of(b) + " " + word(b)).toList());
  }

  private static String word(Button b) {
    return switch (b) {
      case APPROVE, APPROVE_WITH_REASON -> "approve";
      case CANARY -> "approve, canary first";
      case REJECT -> "reject";
      case DETAILS -> "details";
      case UNDO -> "undo";
      case RETRY -> "try again";
      case SETTLE_FIXED -> "it is fixed";
      case SETTLE_FAILED -> "not fixed";
      case CANCEL -> "cancel";
      case CLOSE_BREAKER -> "close the breaker";
      case HELPED -> "it helped";
      case DID_NOT_HELP -> "did not help";
    };
  }
}

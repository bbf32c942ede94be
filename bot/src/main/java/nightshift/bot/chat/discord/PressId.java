package nightshift.bot.chat.discord;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.bot.chat.desk.Seen;
import nightshift.engine.card.Card.Button;
import nightshift.engine.plan.PlanId;

/**
 * What a button carries: {@code ns1:approve:142:1:3f9a0c}.
 *
 * @param button which
 * @param plan the plan that the presser saw
 * @param revision that the presser saw
 * @param digest the beginning of it that the presser saw, at least six hex digits
 * @param named whether it first asks for the target's name; then the word is {@code confirm}, so
 *     that the window can open before anything is looked up
 */
record PressId(Button button, PlanId plan, int revision, String digest, boolean named) {

  private static final String CONFIRM = "confirm";
  private static final String CONFIRM_WITH_REASON = "confirm_reason";

  private static final Pattern FORM =
      Pattern.compile("ns1:([a-z_]{1,20}):([1-9]\\d{0,17}):([1-9]\\d{0,8}):([0-9a-f]{6,64})");

  /** Reads what a button or modal sent; empty for anything that we did not write. */
  static Optional<PressId> parse(String customId) {
    Matcher m = FORM.matcher(customId);
    if (customId.length() > Limits.CUSTOM_ID || !m.matches()) {
      return Optional.empty();
    }
    PlanId plan = new PlanId(Long.parseLong(m.group(2)));
    int revision = Integer.parseInt(m.group(3));
    String word = m.group(1);
    boolean named = word.equals(CONFIRM) || word.equals(CONFIRM_WITH_REASON);
    return Arrays.stream(Button.values())
        .filter(b -> named ? confirm(b).equals(word) : word(b).equals(word))
        .findFirst()
        .map(b -> new PressId(b, plan, revision, m.group(4), named));
  }

  private static String confirm(Button b) {
    return switch (b) {
      case APPROVE -> CONFIRM;
      case APPROVE_WITH_REASON -> CONFIRM_WITH_REASON;
      default -> "";
    };
  }

  private static String word(Button b) {
    return b.name().toLowerCase(Locale.ROOT);
  }

  /** What the presser saw. */
  Seen seen() {
    return new Seen(plan, revision, digest);
  }

  @Override
  public String toString() {
    String word = named ? confirm(button) : word(button);
    return "ns1:" + word + ":" + plan.number() + ":" + revision + ":" + digest;
  }
}

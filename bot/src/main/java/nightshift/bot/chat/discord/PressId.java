package nightshift.bot.chat.discord;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.engine.card.Card.Button;
import nightshift.engine.plan.PlanId;

/**
 * What a button carries: {@code ns1:approve:142:1:3f9a0c}.
 *
 * @param button which
 * @param plan the plan that the presser saw
 * @param revision that the presser saw
 * @param digest the beginning of it that the presser saw, at least six hex digits
 */
record PressId(Button button, PlanId plan, int revision, String digest) {

  private static final Pattern FORM =
      Pattern.compile("ns1:([a-z_]{1,20}):([1-9]\\d{0,17}):([1-9]\\d{0,8}):([0-9a-f]{6,64})");

  /** Reads what a button or modal sent; empty for anything that we did not write. */
  static Optional<PressId> parse(String customId) {
    Matcher m = FORM.matcher(customId);
    if (customId.length() > Limits.CUSTOM_ID || !m.matches()) {
      return Optional.empty();
    }
    for (Button b : Button.values()) {
      if (word(b).equals(m.group(1))) {
        PlanId plan = new PlanId(Long.parseLong(m.group(2)));
        return Optional.of(new PressId(b, plan, Integer.parseInt(m.group(3)), m.group(4)));
      }
    }
    return Optional.empty();
  }

  private static String word(Button b) {
    return b.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "ns1:" + word(button) + ":" + plan.number() + ":" + revision + ":" + digest;
  }
}

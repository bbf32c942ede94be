package nightshift.bot.chat.discord;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.engine.card.CardRef;
import nightshift.engine.plan.PlanId;
import nightshift.engine.port.ChatException;

/**
 * Where a card is, as the ledger keeps it: {@code channel/message/plan}.
 *
 * @param channel Discord's id of it
 * @param message Discord's id of it; its thread has the same
 */
record Where(String channel, String message, PlanId plan) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,20})/(\\d{1,20})/([1-9]\\d{0,17})");

  static Where of(CardRef ref) throws ChatException {
    Matcher m = FORM.matcher(ref.ref());
    if (!m.matches()) {
      throw Troubles.gone("finding a card", "its place \"" + ref.ref() + "\" is not Discord's");
    }
    return new Where(m.group(1), m.group(2), new PlanId(Long.parseLong(m.group(3))));
  }

  CardRef ref() {
    return new CardRef(DiscordRoom.NAME, channel + "/" + message + "/" + plan.number());
  }
}

package nightshift.bot.chat.matrix;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.engine.card.CardRef;
import nightshift.engine.port.ChatException;

/**
 * Where a card is, as the ledger keeps it: {@code room event}. Neither id can have a space in it.
 *
 * @param room its id
 * @param event the card, and the root of its thread
 */
record Place(String room, String event) {

  private static final Pattern FORM = Pattern.compile("(!\\S{1,254}) (\\$\\S{1,254})");

  static Place of(CardRef ref) throws ChatException {
    Matcher m = FORM.matcher(ref.ref());
    if (!m.matches()) {
      throw new ChatException(
          ChatException.Kind.GONE,
          "finding a card: its place \"" + ref.ref() + "\" is not one of Matrix's",
          Duration.ZERO);
    }
    return new Place(m.group(1), m.group(2));
  }

  CardRef ref() {
    return new CardRef(MatrixRoom.NAME, room + " " + event);
  }
}

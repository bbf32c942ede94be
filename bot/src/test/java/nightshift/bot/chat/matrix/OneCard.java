package nightshift.bot.chat.matrix;

import nightshift.engine.playbook.Autonomy;
import org.junit.jupiter.api.AfterEach;

/** A night with a card in the room. */
abstract class OneCard {

  static final String YES = "✅";
  static final String NO = "❌";

  Night night = new Night(Autonomy.ASK, "lamp.on");

  @AfterEach
  void close() {
    night.close();
  }

  String asked() {
    return night.open().asked().path("event_id").asText();
  }
}

package nightshift.bot.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import nightshift.engine.playbook.Autonomy;
import org.junit.jupiter.api.Test;

/**
 * How long Discord waits for the acknowledgement of a press. No test that runs by itself: it is
 * asked for by its name, as docs/discord.md says.
 */
class PressBench {

  private static final int WARM_UP = 200;
  private static final int PRESSES = 1_000;

  @Test
  void from_press_to_acknowledgement() {
    try (Night night = new Night(Autonomy.ASK, "lamp.on")) {
      ObjectNode card = night.open().asked();
      measured(night, card, WARM_UP);
      List<Double> millis = measured(night, card, PRESSES);
      Collections.sort(millis);
      System.out.printf(
          Locale.ROOT,
          "press to acknowledgement, %d presses one after the other: p50 %.1f ms, p99 %.1f ms, max"
              + " %.1f ms%n(real JDA, engine and ledger in memory, stand-in for Discord on the"
              + " loopback, all in one process on %d processors; no network)%n",
          millis.size(),
          millis.get(PRESSES / 2 - 1),
          millis.get(PRESSES * 99 / 100 - 1),
          millis.getLast(),
          Runtime.getRuntime().availableProcessors());
      assertThat(millis.getLast()).isLessThan(3_000);
    }
  }

  private static List<Double> measured(Night night, ObjectNode card, int presses) {
    List<Double> out = new ArrayList<>();
    for (int i = 0; i < presses; i++) {
      long pressed = System.nanoTime();
      String id = night.bob.press(card, "Approve");
      Long heard = night.discord.heard(id);
      while (heard == null) {
        LockSupport.parkNanos(50_000);
        heard = night.discord.heard(id);
      }
      out.add((heard - pressed) / 1e6);
    }
    return out;
  }
}

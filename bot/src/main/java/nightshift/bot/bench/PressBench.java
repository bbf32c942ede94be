package nightshift.bot.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import nightshift.bot.chat.discord.DiscordRoom;
import nightshift.bot.loopback.discord.LoopbackDiscord;
import nightshift.bot.loopback.discord.Person;
import nightshift.engine.port.Health;
import nightshift.engine.port.Pacer;

/**
 * How long Discord waits for the acknowledgement of a press: the real room, on a real ledger, and
 * the stand-in on the loopback.
 */
final class PressBench {

  /** So long Discord waits for the acknowledgement of a press. */
  static final Duration DEADLINE = Duration.ofSeconds(3);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int WARM_UP = 200;

  // Two approvals are wanted and one person presses, so that the plan waits through all of them.
  private static final int APPROVALS = 2;
  private static final List<String> BUTTONS = List.of("Approve", "Details", "Reject");
  private static final String WINDOW = "Reject";

  private final LoopbackDiscord discord;
  private final ObjectNode card;
  private final Person presser;

  private PressBench(LoopbackDiscord discord) {
    this.discord = discord;
    this.presser = new Person(discord, discord.next(), "Bench", List.of());
    await("the card of a plan", () -> !discord.cards().isEmpty());
    this.card = discord.cards().getFirst();
  }

  /**
   * Presses Approve, Details and Reject on a waiting plan, one after the other.
   *
   * @return how long each took until Discord heard, in milliseconds
   */
  static List<Double> run(Path database, int presses, InstantSource clock, Pacer pacer)
      throws InterruptedException {
    try (LoopbackDiscord discord = new LoopbackDiscord();
        BenchWorld world =
            new BenchWorld(
                database,
                clock,
                pacer,
                new Stopwatches(),
                APPROVALS,
                (ledger, people) ->
                    new DiscordRoom(
                        discord.settings(), ledger, people, word -> List.of(), clock, pacer))) {
      await(
          "the line to Discord",
          () -> world.engine().health().values().stream().allMatch(Health::ok));
      world.alert("presses");
      PressBench bench = new PressBench(discord);
      bench.measured(WARM_UP);
      return bench.measured(presses);
    }
  }

  /** How many of these Discord would not have waited for. */
  static int late(List<Double> millis) {
    return (int) millis.stream().filter(m -> m > DEADLINE.toMillis()).count();
  }

  private List<Double> measured(int presses) throws InterruptedException {
    List<Double> millis = new ArrayList<>();
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < presses; i++) {
      String button = BUTTONS.get(i % BUTTONS.size());
      long pressed = System.nanoTime();
      String press = presser.press(card, button);
      millis.add((heard(press) - pressed) / 1e6);
      if (!button.equals(WINDOW)) {
        asked.add(press);
      }
    }
    await(
        "the answer to a press", () -> asked.stream().noneMatch(p -> discord.answer(p).isEmpty()));
    return millis;
  }

  private long heard(String press) throws InterruptedException {
    try {
      return discord.heard(press).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException(
          "a press was not acknowledged within " + PATIENCE.toSeconds() + " s", e);
    }
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            what + " did not come within " + PATIENCE.toSeconds() + " s");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}

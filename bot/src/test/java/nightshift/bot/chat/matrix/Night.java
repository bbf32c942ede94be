package nightshift.bot.chat.matrix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import nightshift.bot.chat.Patience;
import nightshift.config.People;
import nightshift.config.Settings;
import nightshift.engine.contract.House;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;

/** A house with a lamp, the stand-in for a homeserver, and the real room between them. */
final class Night implements AutoCloseable {

  static final String ALICE = "@alice:test.example";
  static final String BOB = "@bob:test.example";
  static final String EVE = "@eve:test.example";

  final FakeHomeserver server = new FakeHomeserver();
  final House house = new House();
  MatrixRoom room;
  private Map<String, Integer> powerLevels = Map.of();
  private final People people;

  Night(Autonomy autonomy, String... kinds) {
    this(Map.of(), autonomy, kinds);
  }

  Night(Map<String, Integer> powerLevels, Autonomy autonomy, String... kinds) {
    this.powerLevels = powerLevels;
    house.with(House.playbook("lamp", autonomy, Rollback.ON_WORSE, kinds));
    Map<String, String> levels = new LinkedHashMap<>();
    powerLevels.forEach((role, level) -> levels.put(role, String.valueOf(level)));
    people =
        new People(
            List.of(
                member("alice", ALICE, List.of("oncall", "admin")),
                member("bob", BOB, List.of("oncall")),
                new Settings.Member("carol", List.of("oncall"), Map.of(), Optional.empty())),
            Map.of(MatrixRoom.NAME, levels));
    house.directory = people;
    List.of(ALICE, BOB, EVE).forEach(u -> server.member(u, "join"));
  }

  private static Settings.Member member(String name, String id, List<String> roles) {
    return new Settings.Member(name, roles, Map.of("matrix", id), Optional.empty());
  }

  Night open() {
    begin();
    until(() -> room.health().ok());
    return this;
  }

  /** Opens, whether anybody can be reached or not. */
  void begin() {
    room = room();
    house.more.add(room);
    house.open();
  }

  private MatrixRoom room() {
    return new MatrixRoom(
        server.settings(powerLevels),
        house.ledger,
        house.directory,
        word -> people.identities(MatrixRoom.NAME, word),
        house.clock,
        Night::pause);
  }

  // A hundredth of what was asked for, so that nobody waits; never so little that it spins.
  private static void pause(Duration time) throws InterruptedException {
    LockSupport.parkNanos(Math.clamp(time.toMillis() / 100, 1, 50) * 1_000_000);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** The room closes, and what happens then nobody hears. */
  void stop() {
    house.engine.close();
    room.close();
    house.more.clear();
  }

  /** As a new process would begin, on the same ledger. */
  void again() {
    begin();
    until(() -> room.health().ok());
  }

  /** A lamp goes dark; its plan waits, and its card is there. */
  ObjectNode asked() {
    house.dark("hall");
    house.await(PlanState.AWAITING_APPROVAL);
    until(() -> text().contains("expires") && server.seeds(id()).contains("❌"));
    return card();
  }

  /** The newest card, or an empty object. */
  ObjectNode card() {
    List<ObjectNode> cards = server.cards();
    return cards.isEmpty() ? Timeline.JSON.createObjectNode() : cards.getLast();
  }

  /** What the newest card says. */
  String text() {
    return card().at("/content/body").asText();
  }

  /** The newest card's id. */
  String id() {
    return card().path("event_id").asText();
  }

  /** What the thread under a card says, message by message. */
  List<String> thread(String root) {
    return server.thread(root).stream().map(m -> m.at("/content/body").asText()).toList();
  }

  /** Waits until the thread under the card says this; gives that message. */
  ObjectNode said(String root, String words) {
    until(() -> thread(root).stream().anyMatch(t -> t.contains(words)));
    return server.thread(root).stream()
        .filter(m -> m.at("/content/body").asText().contains(words))
        .findFirst()
        .orElseThrow();
  }

  /** What the bot answers to a message outside of threads. */
  String answer(String message) {
    until(() -> !answers(message).isEmpty());
    return answers(message).getFirst();
  }

  private List<String> answers(String message) {
    return server.timeline.shown().stream()
        .filter(e -> e.at("/content/m.relates_to/rel_type").isMissingNode())
        .filter(e -> e.at("/content/m.relates_to/m.in_reply_to/event_id").asText().equals(message))
        .map(e -> e.at("/content/body").asText())
        .toList();
  }

  /** Returns when everything that happened in the room so far is heard and decided. */
  void heard() {
    String mark = server.say(ALICE, "!remediation pending");
    answer(mark);
  }

  Plan plan() {
    return house.newest();
  }

  /** Waits, and lets the house's clock run meanwhile, so that what was postponed comes due. */
  void untilLater(BooleanSupplier condition) {
    Patience.untilLater(house, condition);
  }

  /** Waits. */
  void until(BooleanSupplier condition) {
    Patience.until(condition);
  }

  @Override
  public void close() {
    if (room != null) {
      house.close();
      room.close();
    }
    server.close();
  }
}

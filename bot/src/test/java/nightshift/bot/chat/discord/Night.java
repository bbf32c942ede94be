package nightshift.bot.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import nightshift.bot.chat.Patience;
import nightshift.bot.loopback.discord.Person;
import nightshift.bot.loopback.discord.Shapes;
import nightshift.config.People;
import nightshift.config.Settings;
import nightshift.engine.contract.House;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;

/** A house with a lamp, the stand-in for Discord, and the real room between them. */
final class Night implements AutoCloseable {

  final FakeDiscord discord = new FakeDiscord();
  final House house = new House();
  final Person alice = new Person(discord, "333000000000000001", "Alice", List.of());
  final Person bob = new Person(discord, "333000000000000002", "Bob", List.of(Shapes.ONCALL));
  final Person eve = new Person(discord, "333000000000000003", "alice", List.of(Shapes.ONCALL));
  final People people;
  DiscordRoom room;

  Night(Autonomy autonomy, String... kinds) {
    house.with(House.playbook("lamp", autonomy, Rollback.ON_WORSE, kinds));
    people =
        new People(
            List.of(
                member("alice", alice.id(), List.of("oncall", "admin")),
                member("bob", bob.id(), List.of())),
            Map.of(DiscordRoom.NAME, Map.of("oncall", Shapes.ONCALL)));
    house.directory = people;
  }

  private static Settings.Member member(String name, String id, List<String> roles) {
    return new Settings.Member(name, roles, Map.of("discord", id), Optional.empty());
  }

  Night open() {
    connect();
    until(() -> room.health().ok());
    return this;
  }

  /** Opens, whatever the room's health. */
  void connect() {
    begin();
    until(discord.gateway()::connected);
  }

  /** Opens, whether anybody can be reached or not. */
  void begin() {
    room = room();
    house.more.add(room);
    house.open();
  }

  private DiscordRoom room() {
    return new DiscordRoom(
        discord.settings(),
        house.ledger,
        house.directory,
        word -> people.identities(DiscordRoom.NAME, word),
        house.clock,
        house.clock);
  }

  /** As a new process would begin, on the same ledger. */
  void restart() {
    house.engine.close();
    room.close();
    house.more.clear();
    int before = discord.gateway().identified();
    room = room();
    house.more.add(room);
    house.open();
    until(() -> discord.gateway().identified() > before && room.health().ok());
  }

  /** A lamp goes dark; its plan waits, and its card is there. */
  ObjectNode asked() {
    house.dark("hall");
    house.await(PlanState.AWAITING_APPROVAL);
    until(() -> card().path("content").asText().contains("expires"));
    return card();
  }

  /** The newest card, or an empty object. */
  ObjectNode card() {
    List<ObjectNode> cards = discord.cards();
    return cards.isEmpty() ? Shapes.JSON.createObjectNode() : cards.getLast();
  }

  Plan plan() {
    return house.newest();
  }

  /** What the presser reads in the end. */
  String answer(String interaction) {
    until(() -> !discord.answer(interaction).isEmpty());
    return discord.answer(interaction);
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
    discord.close();
    assertThat(discord.violations()).isEmpty();
  }
}

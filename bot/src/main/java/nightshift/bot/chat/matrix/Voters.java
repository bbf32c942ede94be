package nightshift.bot.chat.matrix;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import nightshift.bot.chat.matrix.client.Event;
import nightshift.bot.chat.matrix.client.MatrixException;
import nightshift.engine.alert.Text;
import nightshift.engine.policy.Voter;
import org.jspecify.annotations.Nullable;

/** Who sent an event, as the homeserver vouches for them at the time when it is looked at. */
final class Voters {

  private static final int NAME = 100;

  private final Link link;
  private final Map<String, Integer> powerLevels;
  private final InstantSource clock;

  /**
   * @param powerLevels a role of ours to the power level that gives it
   */
  Voters(Link link, Map<String, Integer> powerLevels, InstantSource clock) {
    this.link = link;
    this.powerLevels = Map.copyOf(powerLevels);
    this.clock = clock;
  }

  /**
   * Who sent it, if they are in the room still.
   *
   * @param card the card that it is about; empty when it is about none
   */
  Optional<Voter> of(String what, Event event, String card)
      throws MatrixException, InterruptedException {
    String shown = link.server().joined(what).get(event.sender());
    if (shown == null) {
      return Optional.empty();
    }
    String name = shown.isBlank() ? event.sender() : shown;
    return Optional.of(
        new Voter(
            MatrixRoom.NAME,
            event.sender(),
            Text.line(name, NAME),
            reached(what, event.sender()),
            where(event, card)));
  }

  private Set<String> reached(String what, String user)
      throws MatrixException, InterruptedException {
    Link.Standing standing = link.standing();
    if (powerLevels.isEmpty() || standing == null) {
      return Set.of();
    }
    var levels = link.server().state(what, "m.room.power_levels").orElse(MissingNode.getInstance());
    return new Powers(levels, standing.look().powers().creators()).reached(user, powerLevels);
  }

  /** Where and when it was sent, for the audit. */
  Map<String, String> where(Event event, @Nullable String card) {
    Map<String, String> out = new TreeMap<>();
    out.put("room", link.room());
    out.put("event", event.id());
    out.put("sent", event.sent().toString());
    out.put("received", clock.instant().toString());
    if (card != null && !card.isEmpty()) {
      out.put("card", card);
    }
    return out;
  }
}

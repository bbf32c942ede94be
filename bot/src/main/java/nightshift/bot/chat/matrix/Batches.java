package nightshift.bot.chat.matrix;

import nightshift.bot.chat.matrix.client.Event;
import nightshift.bot.chat.matrix.client.MatrixException;
import nightshift.engine.port.LedgerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happened in the room, one event after the other. */
final class Batches {

  private static final Logger LOG = LoggerFactory.getLogger(Batches.class);

  private final Presses presses;
  private final Commands commands;
  private final Deleted deleted;

  Batches(Presses presses, Commands commands, Deleted deleted) {
    this.presses = presses;
    this.commands = commands;
    this.deleted = deleted;
  }

  /** Before each batch; tells whether the next look should be soon. */
  boolean begin() throws MatrixException, InterruptedException {
    deleted.again();
    return presses.again();
  }

  /**
   * Takes one event to its end: when this returns, what it decided is durable.
   *
   * @return whether the room has to be looked at anew
   */
  boolean handle(Event event, String me) throws MatrixException, InterruptedException {
    if (event.sender().equals(me)) {
      return false;
    }
    switch (event.type()) {
      case "m.reaction" -> guarded(event, () -> presses.handle(event));
      case "m.room.message" -> guarded(event, () -> commands.handle(event));
      case "m.room.redaction" -> {
        deleted.heard(event);
        presses.withdrawn(event.redacts());
      }
      case "m.room.power_levels" -> {
        return true;
      }
      case "m.room.member" -> {
        return me.equals(event.stateKey());
      }
      default -> {}
    }
    return false;
  }

  private interface Work {
    void run() throws MatrixException, InterruptedException;
  }

  // The roof of a press: one that meets a bug must not keep all later ones from being heard.
  private static void guarded(Event event, Work work) throws MatrixException, InterruptedException {
    try {
      work.run();
    } catch (LedgerException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("working on {} of {}", event.type(), event.sender(), e);
    }
  }
}

package nightshift.bot.action.network;

import java.time.Duration;
import java.util.Optional;
import nightshift.bot.host.ProgramTrouble;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Durations;
import nightshift.engine.port.Pacer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes a network in a way that cannot lock anybody out: before the change, the machine's own
 * systemd is told to put the old state back after some time; only a change that has proved itself
 * calls that off. Whatever happens to this process in between, the old state comes back.
 */
final class CommitConfirm {

  private static final Logger LOG = LoggerFactory.getLogger(CommitConfirm.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  // What is measured once may be a moment's luck, right before a change takes hold.
  private static final int GOOD_LOOKS = 3;
  private static final int LAST_LOOKS = 10;

  private final Transient revert;
  private final LinkState before;
  private final Duration window;
  private final Pacer pacer;

  /**
   * @param revert what puts the old state back
   * @param before the old state
   * @param window how long the change has to prove itself
   * @param pacer waits between looks
   */
  CommitConfirm(Transient revert, LinkState before, Duration window, Pacer pacer) {
    this.revert = revert;
    this.before = before;
    this.window = window;
    this.pacer = pacer;
  }

  /** The change. */
  interface Change {
    void make() throws ProgramTrouble, InterruptedException;
  }

  /** Arms, changes, and confirms or waits for the old state. */
  ActionResult carryOut(String did, Change change, Reach reach)
      throws ActionException, InterruptedException {
    arm();
    try {
      change.make();
    } catch (ProgramTrouble e) {
      boolean refused =
          e.kind() == ProgramTrouble.Kind.REFUSED || e.kind() == ProgramTrouble.Kind.MISSING;
      if (refused) {
        return reverted(did, String.valueOf(e.getMessage()));
      }
      // The way to the machine may have gone down with its network, and the order gone through:
      // what counts is how it is now.
      LOG.info("{}: {}", did, e.getMessage());
    }
    Optional<String> trouble = proved(reach);
    return trouble.isEmpty() ? confirmed(did) : reverted(did, trouble.get());
  }

  private void arm() throws ActionException, InterruptedException {
    try {
      revert.arm(window, before.commands());
      if (!revert.armed()) {
        throw NetworkDoor.refused(
            "arming " + revert.name() + ": it is not there afterwards; nothing was changed");
      }
    } catch (ProgramTrouble e) {
      throw NetworkDoor.refused(e.getMessage() + "; nothing was changed");
    }
  }

  /** Looks until it was good several times in a row, or the time is nearly up. */
  private Optional<String> proved(Reach reach) throws InterruptedException {
    long until = System.nanoTime() + window.minus(margin()).toNanos();
    Optional<String> trouble = Optional.of("nothing was seen");
    int good = 0;
    do {
      pacer.pause(PAUSE);
      trouble = reach.trouble();
      good = trouble.isEmpty() ? good + 1 : 0;
    } while (good < GOOD_LOOKS && System.nanoTime() < until);
    // A look takes its time; what ends later would race with the timer.
    return good >= GOOD_LOOKS && System.nanoTime() < until
        ? Optional.empty()
        : trouble.or(() -> Optional.of("it was not steady in time"));
  }

  // Calling off takes a moment and must not race with the timer.
  private Duration margin() {
    return window.dividedBy(5);
  }

  private ActionResult confirmed(String did) throws ActionException, InterruptedException {
    try {
      revert.disarm();
      if (revert.armed() || revert.running()) {
        throw new ActionException(
            Effect.UNKNOWN, did + ", but putting back the old state could not be called off");
      }
      return ActionResult.done(did + "; the gateway answers, and the change stays");
    } catch (ProgramTrouble e) {
      throw new ActionException(
          Effect.UNKNOWN,
          did + ", but putting back the old state could not be called off: " + e.getMessage());
    }
  }

  private ActionResult reverted(String did, String why)
      throws ActionException, InterruptedException {
    long until = System.nanoTime() + window.plusSeconds(5).toNanos();
    String last = "";
    int looks = 0;
    while (System.nanoTime() < until || looks < LAST_LOOKS) {
      try {
        if (!revert.armed() && !revert.running()) {
          return back(did, why);
        }
      } catch (ProgramTrouble e) {
        last = String.valueOf(e.getMessage());
      }
      looks = System.nanoTime() < until ? 0 : looks + 1;
      pacer.pause(PAUSE);
    }
    throw new ActionException(
        Effect.UNKNOWN,
        "%s, and then: %s; the machine was told to put its old network back after %s, but whether"
                .formatted(did, why, Durations.shown(window))
            + " it did cannot be seen"
            + (last.isEmpty() ? "" : ": " + last));
  }

  private ActionResult back(String did, String why) throws ActionException, InterruptedException {
    NetworkSite site = new NetworkSite(revert.machine(), Optional.of(before.device()));
    LinkState now = LinkState.of(site, NetworkDoor.link(site, before.device()));
    boolean same = now.like(before);
    return new ActionResult(
        false,
        "%s, but %s within %s: the old addresses and routes %s"
            .formatted(
                did,
                why,
                Durations.shown(window),
                same ? "came back by themselves" : "were put back, though not all of them held"),
        String.join("\n", now.shown()),
        null);
  }
}

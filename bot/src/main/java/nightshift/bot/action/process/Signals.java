package nightshift.bot.action.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionResult;
import nightshift.engine.port.Pacer;

/**
 * Ends processes. Each is looked at again right before each signal, and the JDK compares the start
 * time once more in the moment it sends: a number that somebody else has taken is never hit.
 */
final class Signals {

  private static final Duration STEP = Duration.ofMillis(100);
  private static final Duration DYING = Duration.ofSeconds(5);

  private final ProcessDoor door;
  private final Pacer pacer;

  Signals(ProcessDoor door, Pacer pacer) {
    this.door = door;
    this.pacer = pacer;
  }

  /** TERM, the grace, KILL for those that are left. */
  ActionResult stop(List<ApprovedProcess> approved, Duration grace)
      throws ActionException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    List<ApprovedProcess> alive = alive(approved);
    if (alive.isEmpty()) {
      throw new ActionException(
          Effect.NONE, "every approved process has ended by itself; nothing was touched");
    }
    List<String> said = new ArrayList<>();
    if (approved.size() > alive.size()) {
      said.add((approved.size() - alive.size()) + " had ended before");
    }
    Set<ApprovedProcess> refused = new LinkedHashSet<>();
    signal(alive, false, refused);
    List<ApprovedProcess> stubborn = await(alive, grace);
    stubborn = stubborn.stream().filter(a -> !refused.contains(a)).toList();
    signal(stubborn, true, refused);
    List<ApprovedProcess> left = await(alive, DYING);
    said.addFirst("stopped " + (alive.size() - left.size()) + " of " + approved.size());
    stubborn.stream()
        .filter(a -> !left.contains(a))
        .forEach(a -> said.add(a.shown() + " did not end when asked and was killed"));
    left.forEach(a ->
        said.add(
            a.shown()
                + (refused.contains(a)
                    ? " may not be signalled by the user that Nightshift runs as"
                    : " is still there after it was killed: it waits inside the kernel")));
    return new ActionResult(left.isEmpty(), String.join("; ", said), "", null);
  }

  private void signal(List<ApprovedProcess> all, boolean kill, Set<ApprovedProcess> refused)
      throws ActionException {
    boolean touched = kill;
    for (ApprovedProcess a : all) {
      // The handle remembers the start time of what has the number now; the look that follows says
      // that this is the one that was approved.
      Optional<ProcessHandle> handle = ProcessHandle.of(a.pid());
      try {
        if (handle.isPresent() && door.still(a).isPresent()) {
          boolean sent = kill ? handle.get().destroyForcibly() : handle.get().destroy();
          touched |= sent;
          if (!sent && door.still(a).isPresent()) {
            refused.add(a);
          }
        }
      } catch (ActionException e) {
        throw new ActionException(
            touched ? Effect.PARTIAL : Effect.NONE, String.valueOf(e.getMessage()));
      }
    }
  }

  private List<ApprovedProcess> await(List<ApprovedProcess> all, Duration most)
      throws InterruptedException {
    List<ApprovedProcess> left = alive(all);
    for (long i = most.dividedBy(STEP); i > 0 && !left.isEmpty(); i--) {
      pacer.pause(STEP);
      left = alive(left);
    }
    return left;
  }

  private List<ApprovedProcess> alive(List<ApprovedProcess> all) {
    return all.stream().filter(a -> door.proc().find(a.pid()).filter(a::is).isPresent()).toList();
  }
}

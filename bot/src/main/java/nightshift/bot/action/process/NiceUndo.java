package nightshift.bot.action.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nightshift.bot.host.proc.ProcessFacts;
import nightshift.bot.host.proc.Threads;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;

/** Puts nice values back: each thread's own, and for threads that began since, the main one's. */
final class NiceUndo {

  private final ProcessDoor door;
  private final Renice renice;

  NiceUndo(ProcessDoor door, Renice renice) {
    this.door = door;
    this.renice = renice;
  }

  Reversal reversal() {
    return may()
        ? Reversal.by("puts every thread's old nice value back")
        : Reversal.none(
            "lowering a nice value again needs CAP_SYS_NICE, which Nightshift does not have");
  }

  private static boolean may() {
    try {
      return Renice.mayGoBack(Files.readString(Path.of("/proc/self/status")));
    } catch (IOException unknown) {
      return false;
    }
  }

  NiceBefore capture(List<ApprovedProcess> approved) throws ActionException {
    List<NiceBefore.Each> all = new ArrayList<>();
    int planned = 0;
    for (ApprovedProcess a : approved) {
      planned = a.change().map(ApprovedProcess.Nice::to).orElse(planned);
      Optional<ProcessFacts> p = door.still(a);
      if (p.isPresent()) {
        all.add(
            new NiceBefore.Each(a.line(), p.get().nice(), Threads.nice(door.proc(), p.get().id())));
      }
    }
    return new NiceBefore(planned, all);
  }

  Preview preview(NiceBefore before) throws ActionException {
    List<String> details = new ArrayList<>();
    List<String> objects = new ArrayList<>();
    for (NiceBefore.Each each : before.processes()) {
      ApprovedProcess a = approved(each);
      objects.add(a.line());
      details.add(
          a.shown()
              + (door.still(a).isPresent()
                  ? ": nice " + each.main() + " again"
                  : " has ended; there is nothing to put back"));
    }
    return new Preview(
        "put the old nice values of " + before.processes().size() + " processes back",
        details,
        objects,
        0,
        Risk.LOW,
        Reversal.by("raises them again"),
        Duration.ofSeconds(1));
  }

  ActionResult undo(NiceBefore before) throws ActionException, InterruptedException {
    List<String> said = new ArrayList<>();
    boolean well = true;
    for (NiceBefore.Each each : before.processes()) {
      ApprovedProcess a = approved(each);
      Optional<ProcessFacts> p = door.still(a);
      if (p.isEmpty()) {
        said.add(a.shown() + " has ended");
        continue;
      }
      boolean back = back(p.get(), each, before.planned());
      well &= back;
      said.add(a.shown() + (back ? " has nice " + each.main() + " again" : " kept its nice value"));
    }
    return new ActionResult(
        well, said.isEmpty() ? "there was nothing to put back" : String.join("; ", said), "", null);
  }

  private boolean back(ProcessFacts p, NiceBefore.Each each, int planned)
      throws ActionException, InterruptedException {
    Map<Integer, List<Integer>> byNice = new TreeMap<>();
    // A value that is neither the old nor the planned one was set by somebody else since.
    Threads.nice(door.proc(), p.id())
        .forEach((thread, nice) -> {
          int old = each.threads().getOrDefault(thread, each.main());
          if (nice == planned && old != planned) {
            byNice.computeIfAbsent(old, _ -> new ArrayList<>()).add(thread);
          }
        });
    for (Map.Entry<Integer, List<Integer>> group : byNice.entrySet()) {
      renice.set(group.getKey(), group.getValue());
    }
    Map<Integer, Integer> now = Threads.nice(door.proc(), p.id());
    return byNice.values().stream()
        .flatMap(List::stream)
        .noneMatch(thread -> now.getOrDefault(thread, Integer.MIN_VALUE) == planned);
  }

  private static ApprovedProcess approved(NiceBefore.Each each) throws ActionException {
    return ApprovedProcess.read(each.line())
        .orElseThrow(() ->
            new ActionException(
                Effect.NONE,
                "undoing: what was noted before the step cannot be read, so nothing is touched"));
  }
}

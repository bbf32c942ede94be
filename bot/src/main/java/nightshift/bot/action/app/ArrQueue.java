package nightshift.bot.action.app;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.app.ArrApp;
import nightshift.bot.host.app.ArrApp.Queue;
import nightshift.bot.host.app.Download;
import nightshift.bot.host.http.CallTrouble;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code arr.queue}: how many downloads are stalled or have failed; good at none. A season counts
 * once.
 */
final class ArrQueue implements Probe {

  private static final int SHOWN = 20;

  private final AppDoor door;
  private final InstantSource clock;

  ArrQueue(AppDoor door, InstantSource clock) {
    this.door = door;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "arr.queue";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    Queue queue = queue(door, target);
    long stalled = count(queue, Download.State.STALLED);
    long failed = count(queue, Download.State.FAILED);
    List<String> lines = new ArrayList<>();
    queue.downloads().stream()
        .filter(d -> d.state() != Download.State.FINE)
        .limit(SHOWN)
        .forEach(d -> lines.add(shown(d)));
    lines.add(
        "%d downloads, %d stalled, %d failed".formatted(queue.downloads().size(), stalled, failed));
    if (queue.total() > ArrApp.ROWS) {
      lines.add("only the first %d of %d rows were read".formatted(ArrApp.ROWS, queue.total()));
    }
    return new Reading(
        name(),
        target,
        stalled + failed == 0,
        (double) (stalled + failed),
        Map.of(),
        Map.of("downloads", (long) queue.downloads().size(), "stalled", stalled, "failed", failed),
        lines,
        clock.instant());
  }

  static Queue queue(AppDoor door, Target target) throws ProbeException, InterruptedException {
    ArrApp arr = door.arr(target);
    if (!arr.downloads()) {
      throw AppDoor.noSuch("\"" + target.name() + "\" only searches and has no queue");
    }
    try {
      return arr.queue();
    } catch (CallTrouble e) {
      throw AppDoor.blind(e);
    }
  }

  static long count(Queue queue, Download.State state) {
    return queue.downloads().stream().filter(d -> d.state() == state).count();
  }

  static String shown(Download d) {
    String word = d.state() == Download.State.STALLED ? "stalled: " : "failed: ";
    return word + d.title() + (d.said().isEmpty() ? "" : " (" + d.said() + ")");
  }
}

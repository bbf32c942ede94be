package nightshift.bot.action.app;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.app.ArrApp.Problem;
import nightshift.bot.host.http.CallTrouble;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code arr.health}: how many warnings and errors the application reports itself; good at none.
 */
final class ArrHealth implements Probe {

  private static final int SHOWN = 20;

  private final AppDoor door;
  private final InstantSource clock;

  ArrHealth(AppDoor door, InstantSource clock) {
    this.door = door;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "arr.health";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    List<Problem> all;
    try {
      all = door.arr(target).health();
    } catch (CallTrouble e) {
      throw AppDoor.blind(e);
    }
    Map<String, Object> facts = new HashMap<>();
    facts.put("problems", (long) all.size());
    facts.put("indexer_problems", from(all, "Indexer"));
    facts.put("download_client_problems", from(all, "DownloadClient"));
    facts.put("first_problem", all.isEmpty() ? "" : all.getFirst().message());
    List<String> lines =
        all.isEmpty()
            ? List.of("it reports no problem")
            : all.stream().limit(SHOWN).map(ArrHealth::shown).toList();
    return new Reading(
        name(),
        target,
        all.isEmpty(),
        (double) all.size(),
        Map.of(),
        facts,
        lines,
        clock.instant());
  }

  /** How many come from checks whose name begins so. */
  static long from(List<Problem> all, String source) {
    return all.stream().filter(p -> p.source().startsWith(source)).count();
  }

  static String shown(Problem p) {
    return (p.error() ? "error" : "warning") + " of " + p.source() + ": " + p.message();
  }
}

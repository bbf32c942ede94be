package nightshift.bot.action.app;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.app.DownloadClient.How;
import nightshift.bot.host.app.DownloadClient.State;
import nightshift.bot.host.http.CallTrouble;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code download.state}: how many torrents are in error or stalled; good when it has a connection
 * and none is in error. Stalled ones alone are not the client's fault.
 */
final class DownloadState implements Probe {

  private static final int SHOWN = 20;

  private final AppDoor door;
  private final InstantSource clock;

  DownloadState(AppDoor door, InstantSource clock) {
    this.door = door;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "download.state";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    State state = state(door, target);
    long errored = count(state, How.ERRORED);
    long stalled = count(state, How.STALLED);
    boolean connected = !state.connection().equals("disconnected");
    List<String> lines = new ArrayList<>();
    lines.add(
        "version %s, %s: %d torrents, %d in error, %d stalled"
            .formatted(
                state.version(), state.connection(), state.torrents().size(), errored, stalled));
    state.torrents().stream()
        .filter(t -> t.how() != How.FINE)
        .limit(SHOWN)
        .forEach(t -> lines.add(t.name() + ": " + t.said()));
    return new Reading(
        name(),
        target,
        connected && errored == 0,
        (double) (errored + stalled),
        Map.of(),
        Map.of(
            "downloads",
            (long) state.torrents().size(),
            "errored",
            errored,
            "stalled",
            stalled,
            "connection",
            state.connection(),
            "client_version",
            state.version()),
        lines,
        clock.instant());
  }

  static State state(AppDoor door, Target target) throws ProbeException, InterruptedException {
    try {
      return door.downloads(target).state();
    } catch (CallTrouble e) {
      throw AppDoor.blind(e);
    }
  }

  static long count(State state, How how) {
    return state.torrents().stream().filter(t -> t.how() == how).count();
  }
}

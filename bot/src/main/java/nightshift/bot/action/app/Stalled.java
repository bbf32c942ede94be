package nightshift.bot.action.app;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.app.Apps;
import nightshift.bot.host.app.ArrApp;
import nightshift.bot.host.app.Download;
import nightshift.bot.host.app.DownloadClient;
import nightshift.bot.host.app.DownloadClient.How;
import nightshift.bot.host.http.CallTrouble;
import nightshift.config.AppSettings;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code app.stalled}: how many things are stuck in an application, whichever it is: stalled and
 * failed downloads of an *arr, indexer problems of Prowlarr, torrents in error of a client. Good at
 * none.
 */
final class Stalled implements Probe {

  private final AppDoor door;
  private final Apps apps;
  private final InstantSource clock;

  Stalled(AppDoor door, Apps apps, InstantSource clock) {
    this.door = door;
    this.apps = apps;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "app.stalled";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    AppSettings app = door.app(target);
    long stuck;
    try {
      stuck = stuck(app);
    } catch (CallTrouble e) {
      throw AppDoor.blind(e);
    }
    return new Reading(
        name(),
        target,
        stuck == 0,
        (double) stuck,
        Map.of(),
        Map.of("stuck", stuck),
        List.of(stuck + " stuck in " + app.kind().word()),
        clock.instant());
  }

  private long stuck(AppSettings app) throws CallTrouble, ProbeException, InterruptedException {
    ArrApp arr = apps.arr(app).orElse(null);
    if (arr != null && arr.downloads()) {
      return arr.queue().downloads().stream().filter(d -> d.state() != Download.State.FINE).count();
    }
    if (arr != null) {
      return ArrHealth.from(arr.health(), "Indexer");
    }
    DownloadClient client = apps.downloads(app).orElse(null);
    if (client == null) {
      throw AppDoor.noSuch("\"" + app.name() + "\" downloads nothing");
    }
    return DownloadState.count(client.state(), How.ERRORED);
  }
}

package nightshift.bot.action.app;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.app.MediaServer.Session;
import nightshift.bot.host.http.CallTrouble;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code media.sessions}: for how many viewers the server converts right now. That alone is never
 * bad; a playbook says how many are too many.
 */
final class MediaSessions implements Probe {

  private static final int SHOWN = 20;

  private final AppDoor door;
  private final InstantSource clock;

  MediaSessions(AppDoor door, InstantSource clock) {
    this.door = door;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "media.sessions";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    List<Session> all = sessions(door, target);
    long converting = all.stream().filter(Session::converts).count();
    List<String> lines =
        all.isEmpty()
            ? List.of("nobody is served")
            : all.stream().limit(SHOWN).map(MediaSessions::shown).toList();
    return new Reading(
        name(),
        target,
        true,
        (double) converting,
        Map.of(),
        Map.of("sessions", (long) all.size(), "transcoding", converting),
        lines,
        clock.instant());
  }

  static List<Session> sessions(AppDoor door, Target target)
      throws ProbeException, InterruptedException {
    try {
      return door.media(target).sessions();
    } catch (CallTrouble e) {
      throw AppDoor.blind(e);
    }
  }

  static String shown(Session s) {
    return "%s: \"%s\" on %s%s"
        .formatted(s.user(), s.title(), s.player(), s.converts() ? ", converted" : "");
  }
}

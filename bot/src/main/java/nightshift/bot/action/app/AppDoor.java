package nightshift.bot.action.app;

import java.util.Optional;
import nightshift.bot.host.app.Apps;
import nightshift.bot.host.app.ArrApp;
import nightshift.bot.host.app.DownloadClient;
import nightshift.bot.host.app.MediaServer;
import nightshift.bot.host.http.CallTrouble;
import nightshift.config.AppSettings;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Target;

/** Finds the client of a target's application, and turns trouble into what people read. */
final class AppDoor {

  private final Apps apps;

  AppDoor(Apps apps) {
    this.apps = apps;
  }

  /** The application of a target. */
  AppSettings app(Target target) throws ProbeException {
    Apps.Found found = apps.find(target);
    return found.app().orElseThrow(() -> noSuch(target + ": " + found.why()));
  }

  ArrApp arr(Target target) throws ProbeException {
    AppSettings app = app(target);
    return fits(apps.arr(app), app, "no *arr application");
  }

  DownloadClient downloads(Target target) throws ProbeException {
    AppSettings app = app(target);
    return fits(apps.downloads(app), app, "no download client");
  }

  MediaServer media(Target target) throws ProbeException {
    AppSettings app = app(target);
    return fits(apps.media(app), app, "no media server");
  }

  private static <T> T fits(Optional<T> client, AppSettings app, String not) throws ProbeException {
    return client.orElseThrow(
        () -> noSuch("\"" + app.name() + "\" is " + app.kind().word() + ", which is " + not));
  }

  static ProbeException noSuch(String why) {
    return new ProbeException(ProbeException.Kind.NO_SUCH_TARGET, why);
  }

  static ProbeException blind(CallTrouble e) {
    return new ProbeException(ProbeException.Kind.UNREACHABLE, String.valueOf(e.getMessage()));
  }

  static ActionException refused(Exception e) {
    String why = String.valueOf(e.getMessage());
    boolean unanswered =
        switch (e) {
          case ProbeException p -> p.kind() == ProbeException.Kind.UNREACHABLE;
          case CallTrouble c ->
              c.kind() == CallTrouble.Kind.UNREACHABLE || c.kind() == CallTrouble.Kind.NO_ANSWER;
          default -> false;
        };
    return unanswered ? ActionException.unanswered(why) : new ActionException(Effect.NONE, why);
  }

  static ActionException refused(String why) {
    return new ActionException(Effect.NONE, why);
  }

  /**
   * What trouble in the middle of a deed leaves behind.
   *
   * @param done what was done before it, in words; empty when nothing was
   */
  static ActionException during(CallTrouble e, String done) {
    Effect effect =
        e.kind() == CallTrouble.Kind.NO_ANSWER
            ? Effect.UNKNOWN
            : done.isEmpty() ? Effect.NONE : Effect.PARTIAL;
    return new ActionException(
        effect, e.getMessage() + (done.isEmpty() ? "" : "; before that: " + done));
  }
}

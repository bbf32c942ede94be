package nightshift.bot.host.app;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nightshift.bot.host.http.Calls;
import nightshift.config.AppSettings;
import nightshift.engine.action.Nearest;
import nightshift.engine.diagnosis.Target;

/** The applications that the operator named. Nothing else is ever called. */
public final class Apps implements AutoCloseable {

  /** Target kind of *arr applications and download clients. */
  public static final String APP = "app";

  /** Target kind of media servers. */
  public static final String MEDIA = "media";

  private final Calls calls = new Calls();
  private final Map<String, AppSettings> apps;

  public Apps(Map<String, AppSettings> apps) {
    this.apps = Map.copyOf(new TreeMap<>(apps));
  }

  /** The application of a target, or why there is none. */
  public record Found(Optional<AppSettings> app, String why) {}

  /** Looks a target up. */
  public Found find(Target target) {
    AppSettings app = apps.get(target.name());
    if (app == null) {
      return new Found(
          Optional.empty(),
          "there is no application \"%s\" under apps%s"
              .formatted(target.name(), Nearest.hint(target.name(), apps.keySet())));
    }
    if (!target.kind().equals(kindOf(app))) {
      return new Found(
          Optional.empty(),
          "\"%s\" is %s, so its target is %s:%s, not %s"
              .formatted(app.name(), app.kind().word(), kindOf(app), app.name(), target));
    }
    return new Found(Optional.of(app), "");
  }

  private static String kindOf(AppSettings app) {
    return switch (app.kind()) {
      case PLEX, JELLYFIN -> MEDIA;
      default -> APP;
    };
  }

  /** A client for it, if it is an *arr application. */
  public Optional<ArrApp> arr(AppSettings app) {
    return switch (app.kind()) {
      case SONARR, RADARR, LIDARR, PROWLARR -> Optional.of(new ArrApp(calls, app));
      default -> Optional.empty();
    };
  }

  /** A client for it, if it downloads torrents. */
  public Optional<DownloadClient> downloads(AppSettings app) {
    return switch (app.kind()) {
      case QBITTORRENT -> Optional.of(new QBittorrent(calls, app));
      case TRANSMISSION -> Optional.of(new Transmission(calls, app));
      default -> Optional.empty();
    };
  }

  /** A client for it, if it plays films. */
  public Optional<MediaServer> media(AppSettings app) {
    return switch (app.kind()) {
      case PLEX -> Optional.of(new Plex(calls, app));
      case JELLYFIN -> Optional.of(new Jellyfin(calls, app));
      default -> Optional.empty();
    };
  }

  @Override
  public void close() {
    calls.close();
  }
}

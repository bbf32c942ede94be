package nightshift.config;

import java.net.URI;
import java.util.Optional;

/**
 * An application with an HTTP interface.
 *
 * @param name the operator's word for it, for targets such as {@code app:sonarr}
 * @param url with a slash at the end
 * @param apiKey in memory only
 * @param password in memory only
 * @param container the container that it runs in, if it may be restarted that way
 * @param service its systemd unit, if it may be restarted that way
 */
public record AppSettings(
    String name,
    Kind kind,
    URI url,
    Optional<String> apiKey,
    Optional<String> username,
    Optional<String> password,
    Optional<String> container,
    Optional<String> service) {

  /** Which application it is. */
  public enum Kind {
    SONARR,
    RADARR,
    LIDARR,
    PROWLARR,
    QBITTORRENT,
    TRANSMISSION,
    PLEX,
    JELLYFIN;

    /** Whether it is asked with a key, and not with a name and a password. */
    public boolean takesKey() {
      return this != QBITTORRENT && this != TRANSMISSION;
    }

    /** The lower-case word of the configuration. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Without key and password. */
  @Override
  public String toString() {
    return "App[" + name + ", " + kind.word() + "]";
  }
}

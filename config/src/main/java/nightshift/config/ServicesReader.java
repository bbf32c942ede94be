package nightshift.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;

/** Reads {@code services}: which systemd units may be touched. */
final class ServicesReader {

  /** No unit may be touched. */
  static final Settings.Services NONE = new Settings.Services(List.of(), List.of());

  private static final List<String> KEYS = List.of("allow", "protect");
  private static final Pattern GLOB = Pattern.compile("[A-Za-z0-9_*?][A-Za-z0-9_.:@*?-]*");

  private ServicesReader() {}

  /** The services section. */
  static Optional<Settings.Services> read(Cursor at) {
    return at.fields(KEYS).map(ServicesReader::services);
  }

  private static Settings.Services services(Fields f) {
    List<String> allow = f.each("allow", ServicesReader::glob);
    if (allow.isEmpty()) {
      f.self().warning("lists nothing under \"allow\", so no service may be touched");
    }
    return new Settings.Services(allow, f.each("protect", ServicesReader::glob));
  }

  private static Optional<String> glob(Cursor at) {
    return Scalars.word(
        at, GLOB, "a unit such as nginx or backup.timer, where * and ? stand for anything");
  }
}

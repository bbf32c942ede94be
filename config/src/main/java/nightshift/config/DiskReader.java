package nightshift.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;

/** Reads {@code disk}: which folders may be tidied, and where things go instead of away. */
final class DiskReader {

  /** No folder may be touched. */
  static final Settings.Disk NONE =
      new Settings.Disk(List.of(), Map.of(), Optional.empty(), SettingsLoader.RETENTION, List.of());

  private static final List<String> KEYS =
      List.of("roots", "quotas", "quarantine", "retention", "logs");

  private DiskReader() {}

  /** The disk section. */
  static Optional<Settings.Disk> read(Cursor at) {
    return at.fields(KEYS).map(DiskReader::disk);
  }

  private static Settings.Disk disk(Fields f) {
    List<Path> roots = f.each("roots", DiskReader::root);
    List<Path> logs = f.each("logs", DiskReader::root);
    Optional<Path> quarantine = f.read("quarantine", Scalars::path);
    if (quarantine.isPresent() && within(quarantine.get(), roots, logs)) {
      f.find("quarantine")
          .ifPresent(
              at -> at.error("lies below one of the roots; what is put there frees nothing"));
    }
    return new Settings.Disk(
        roots,
        quotas(f),
        quarantine,
        f.or("retention", Scalars::span, SettingsLoader.RETENTION),
        logs);
  }

  private static boolean within(Path quarantine, List<Path> roots, List<Path> logs) {
    return roots.stream().anyMatch(quarantine::startsWith)
        || logs.stream().anyMatch(quarantine::startsWith);
  }

  private static Optional<Path> root(Cursor at) {
    return Scalars.path(at)
        .filter(p -> {
          if (p.getNameCount() == 0) {
            at.error("must be a folder below /, not / itself");
          }
          return p.getNameCount() > 0;
        });
  }

  private static Map<Path, Long> quotas(Fields f) {
    Map<Path, Long> out = new LinkedHashMap<>();
    f.read("quotas", Cursor::entries)
        .ifPresent(all -> all.forEach((folder, size) -> quota(folder, size, out)));
    return Map.copyOf(out);
  }

  private static void quota(String folder, Cursor at, Map<Path, Long> out) {
    Optional<Long> size = Scalars.size(at).filter(s -> positive(at, s));
    Optional<Path> path = Scalars.path(at, folder);
    if (size.isPresent() && path.isPresent()) {
      out.put(path.get(), size.get());
    }
  }

  private static boolean positive(Cursor at, long size) {
    if (size <= 0) {
      at.error("must be more than 0 bytes");
    }
    return size > 0;
  }
}

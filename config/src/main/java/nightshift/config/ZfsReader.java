package nightshift.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Scalars;

/** Reads {@code zfs}: the datasets whose snapshots may be destroyed. */
final class ZfsReader {

  private static final List<String> KEYS = List.of("datasets", "protect");
  private static final Pattern DATASET = Pattern.compile("[A-Za-z*][A-Za-z0-9_.:/*?-]*");
  private static final Pattern SNAPSHOT = Pattern.compile("[A-Za-z*][A-Za-z0-9_.:/*?@-]*");

  private ZfsReader() {}

  /** The ZFS section. */
  static Optional<Settings.Zfs> read(Cursor at) {
    return at.fields(KEYS)
        .map(f -> {
          List<String> datasets = f.each("datasets", ZfsReader::dataset);
          if (datasets.isEmpty()) {
            f.self().warning("lists no \"datasets\", so no snapshot may be destroyed");
          }
          return new Settings.Zfs(datasets, f.each("protect", ZfsReader::snapshot));
        });
  }

  private static Optional<String> dataset(Cursor at) {
    return Scalars.word(
        at, DATASET, "a dataset such as tank/data, where * and ? stand for anything");
  }

  private static Optional<String> snapshot(Cursor at) {
    return Scalars.word(at, SNAPSHOT, "a dataset or snapshot such as tank/data@keep-*");
  }
}

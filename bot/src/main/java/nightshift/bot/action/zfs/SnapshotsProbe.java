package nightshift.bot.action.zfs;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.ProgramTrouble;
import nightshift.config.Settings;
import nightshift.engine.action.Bytes;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.policy.Glob;
import nightshift.engine.port.Probe;

/**
 * {@code zfs.snapshots}: how much the snapshots of a pool, or of one dataset and those below it,
 * hold. Names are told only of datasets that the configuration lists, because an alert's text
 * chooses the target. Never bad by itself.
 */
final class SnapshotsProbe implements Probe {

  private static final int SHOWN = 5;

  private final Where where;
  private final Settings.Zfs settings;
  private final InstantSource clock;

  SnapshotsProbe(Where where, Settings.Zfs settings, InstantSource clock) {
    this.where = where;
    this.settings = settings;
    this.clock = clock;
  }

  private record Held(String dataset, long bytes) {}

  @Override
  public String name() {
    return "zfs.snapshots";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    Where.Found at = where.look(target);
    List<Held> all = new ArrayList<>();
    try {
      for (String[] row : at.zfs().held(at.name())) {
        Bytes.parse(row[1]).ifPresent(bytes -> all.add(new Held(row[0], bytes)));
      }
    } catch (ProgramTrouble e) {
      throw Where.blind(e);
    }
    long sum = all.stream().mapToLong(Held::bytes).sum();
    Map<String, Object> facts =
        Map.of("snapshot_bytes", sum, "snapshot_datasets", (long) all.size());
    return new Reading(
        name(), target, true, (double) sum, Map.of(), facts, lines(all, sum), clock.instant());
  }

  private List<String> lines(List<Held> all, long sum) {
    List<String> lines = new ArrayList<>();
    lines.add("snapshots of %d datasets hold %s".formatted(all.size(), Bytes.shown(sum)));
    List<Held> allowed =
        all.stream().filter(h -> Glob.any(settings.datasets(), h.dataset())).toList();
    allowed.stream()
        .filter(h -> h.bytes() > 0)
        .sorted(Comparator.comparingLong(Held::bytes).reversed())
        .limit(SHOWN)
        .forEach(h -> lines.add(Bytes.shown(h.bytes()) + "  " + h.dataset()));
    if (allowed.size() < all.size()) {
      lines.add(
          (all.size() - allowed.size()) + " datasets are not listed in zfs.datasets and not named");
    }
    return lines;
  }
}

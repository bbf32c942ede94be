package nightshift.bot.host.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import nightshift.engine.action.Bytes;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * What takes the most space on a disk. It looks only where the operator allowed clean-up or stated
 * a quota, because an alert's text chooses the target, and file names elsewhere are nobody's
 * business.
 */
public final class DiskLargest implements Probe {

  /** This probe's name. */
  public static final String NAME = "disk.largest";

  private static final Walk.Limits LIMITS = new Walk.Limits(50_000, Duration.ofSeconds(5));
  private static final int SHOWN = 10;

  private final List<Path> roots;
  private final Map<Path, Long> quotas;
  private final InstantSource clock;

  /**
   * @param roots folders that may be looked into
   * @param quotas folders that count as disks; they may be looked into as well
   */
  public DiskLargest(List<Path> roots, Map<Path, Long> quotas, InstantSource clock) {
    this.roots = List.copyOf(roots);
    this.quotas = Map.copyOf(quotas);
    this.clock = clock;
  }

  private record Large(Path path, long bytes) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    Place place = Place.of(target, quotas);
    PriorityQueue<Large> top = new PriorityQueue<>(Comparator.comparingLong(Large::bytes));
    long[] files = {0};
    try {
      List<Path> starts = starts(place);
      Walk walk = new Walk(Mounts.now(), LIMITS, clock, Set.of());
      for (Path start : starts) {
        walk.below(
            start,
            (path, stat) -> {
              if (stat.isFile()) {
                files[0]++;
                keep(top, new Large(path, stat.identity().size()));
              }
            });
      }
      return reading(target, top, files[0], notes(starts, walk));
    } catch (IOException e) {
      throw new ProbeException(
          ProbeException.Kind.UNREACHABLE,
          "looking for the largest files on " + target + ": " + Trouble.of(e));
    }
  }

  private Reading reading(Target target, PriorityQueue<Large> top, long files, List<String> notes) {
    List<String> lines = new ArrayList<>();
    top.stream()
        .sorted(Comparator.comparingLong(Large::bytes).reversed())
        .forEach(l -> lines.add(Bytes.shown(l.bytes()) + "  " + RawPath.shown(l.path())));
    lines.addAll(notes);
    return new Reading(
        NAME, target, true, null, Map.of(), Map.of("files_seen", files), lines, clock.instant());
  }

  private static void keep(PriorityQueue<Large> top, Large file) {
    top.add(file);
    if (top.size() > SHOWN) {
      top.remove();
    }
  }

  private List<Path> starts(Place place) throws IOException {
    if (place.quota().isPresent()) {
      return List.of(place.path());
    }
    List<Path> starts = new ArrayList<>();
    for (Path root : roots) {
      boolean nested = roots.stream().anyMatch(r -> !r.equals(root) && root.startsWith(r));
      if (!nested && place.holds(root)) {
        starts.add(root);
      }
    }
    return starts;
  }

  private static List<String> notes(List<Path> starts, Walk walk) {
    List<String> notes = new ArrayList<>();
    notes.add(
        starts.isEmpty()
            ? "no allowed folder is on this disk"
            : "looked below " + String.join(", ", starts.stream().map(RawPath::shown).toList()));
    notes.addAll(walk.unseen());
    return notes;
  }
}

package nightshift.bot.host.files;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nightshift.bot.host.Commands;
import nightshift.engine.action.Bytes;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * How full a disk is: a file system, in percent as {@code df} counts it (used of used and
 * available), or a folder against the quota that the operator stated, by the sizes that its files
 * state, files with several names counted once.
 */
public final class DiskUsage implements Probe {

  /** This probe's name. */
  public static final String NAME = "disk.usage";

  /** From this percentage on it is not healthy. */
  public static final double FULL = 90;

  private static final Walk.Limits LIMITS = new Walk.Limits(1_000_000, Duration.ofSeconds(30));

  private final Map<Path, Long> quotas;
  private final Commands commands;
  private final InstantSource clock;

  /**
   * @param quotas folders that count as disks, with their sizes in bytes
   */
  public DiskUsage(Map<Path, Long> quotas, Commands commands, InstantSource clock) {
    this.quotas = Map.copyOf(quotas);
    this.commands = commands;
    this.clock = clock;
  }

  private record Sum(long used, long free, long total) {
    double percent() {
      return used + free == 0 ? 0 : Math.round(1000.0 * used / (used + free)) / 10.0;
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    Place place = Place.of(target, quotas);
    try {
      Optional<Long> quota = place.quota();
      Sum sum = quota.isPresent() ? folder(place, quota.get()) : fileSystem(place);
      Optional<Inodes> inodes =
          quota.isPresent() ? Optional.empty() : Inodes.of(place.path(), commands);
      return reading(target, sum, inodes);
    } catch (IOException e) {
      throw unreachable(target, Trouble.of(e));
    }
  }

  private Reading reading(Target target, Sum sum, Optional<Inodes> inodes) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("usage", sum.percent());
    facts.put("used_bytes", sum.used());
    facts.put("free_bytes", sum.free());
    facts.put("total_bytes", sum.total());
    double files = inodes.map(Inodes::percent).orElse(0.0);
    inodes.ifPresent(i -> {
      facts.put("inodes_used", i.used());
      facts.put("inodes_total", i.total());
      facts.put("inodes_usage", Math.round(files * 10) / 10.0);
    });
    boolean healthy = sum.percent() < FULL && files < FULL;
    return new Reading(
        NAME, target, healthy, sum.percent(), Map.of(), facts, lines(sum, inodes), clock.instant());
  }

  private static List<String> lines(Sum sum, Optional<Inodes> inodes) {
    String line =
        String.format(
            Locale.ROOT,
            "%s of %s used, %.1f %%",
            Bytes.shown(sum.used()),
            Bytes.shown(sum.total()),
            sum.percent());
    return inodes
        .filter(i -> i.total() > 0)
        .map(i -> List.of(line, i.used() + " of " + i.total() + " files"))
        .orElse(List.of(line));
  }

  private static Sum fileSystem(Place place) throws IOException {
    FileStore store = Files.getFileStore(place.path());
    long total = store.getTotalSpace();
    return new Sum(total - store.getUnallocatedSpace(), store.getUsableSpace(), total);
  }

  private Sum folder(Place place, long quota)
      throws IOException, ProbeException, InterruptedException {
    long[] used = {0};
    Set<OpenFiles.Key> counted = new HashSet<>();
    Walk walk = new Walk(Mounts.now(), LIMITS, clock, Set.of());
    walk.below(
        place.path(),
        (_, stat) -> {
          Identity id = stat.identity();
          boolean first =
              stat.links() < 2 || counted.add(new OpenFiles.Key(id.device(), id.inode()));
          used[0] += stat.isFile() && first ? id.size() : 0;
        });
    if (walk.isCut() && used[0] < quota) {
      throw unreachable(
          new Target("disk", place.path().toString()),
          String.join("; ", walk.unseen()) + ", so the sum is not known");
    }
    return new Sum(used[0], Math.max(0, quota - used[0]), quota);
  }

  private static ProbeException unreachable(Target target, String why) {
    return new ProbeException(ProbeException.Kind.UNREACHABLE, "measuring " + target + ": " + why);
  }
}

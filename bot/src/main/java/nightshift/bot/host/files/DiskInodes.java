package nightshift.bot.host.files;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.Commands;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code disk.inodes}: how many of the files that a file system can take there are, in percent. It
 * is what success is measured by when a disk ran out of files rather than of bytes.
 */
public final class DiskInodes implements Probe {

  private final Map<Path, Long> quotas;
  private final Commands commands;
  private final InstantSource clock;

  /**
   * @param quotas folders that count as disks; those have no number of files
   */
  public DiskInodes(Map<Path, Long> quotas, Commands commands, InstantSource clock) {
    this.quotas = Map.copyOf(quotas);
    this.commands = commands;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "disk.inodes";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    Place place = Place.of(target, quotas);
    Inodes inodes =
        Inodes.of(place.path(), commands)
            .filter(i -> i.total() > 0)
            .orElseThrow(() ->
                new ProbeException(
                    ProbeException.Kind.NO_SUCH_TARGET,
                    "counting the files of "
                        + target
                        + ": df tells no number; this file system has no limit"));
    double percent = Math.round(inodes.percent() * 10) / 10.0;
    return new Reading(
        name(),
        target,
        percent < DiskUsage.FULL,
        percent,
        Map.of(),
        Map.of(
            "inodes_used", inodes.used(),
            "inodes_total", inodes.total(),
            "inodes_usage", percent),
        List.of(inodes.used() + " of " + inodes.total() + " files"),
        clock.instant());
  }
}

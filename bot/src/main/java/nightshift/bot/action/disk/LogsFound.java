package nightshift.bot.action.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import nightshift.bot.host.files.FileStat;
import nightshift.bot.host.files.Mounts;
import nightshift.bot.host.files.OpenFiles;
import nightshift.bot.host.files.Walk;

/**
 * Logs below some folders that take space.
 *
 * @param rotated copies that nobody has open, by path
 * @param live logs that are large enough to be cut, by path
 * @param notes what was left out and what was not seen
 */
record LogsFound(List<Picked> rotated, List<LiveLog> live, List<String> notes) {

  private static final Walk.Limits LIMITS = new Walk.Limits(50_000, Duration.ofSeconds(20));

  /** How many bytes all of them have. */
  long bytes() {
    return Picked.bytes(rotated) + live.stream().mapToLong(LiveLog::size).sum();
  }

  /** Looks; changes nothing. Links are neither followed nor cut. */
  static LogsFound below(
      List<Path> folders, long largerThan, Set<Path> without, InstantSource clock)
      throws IOException, InterruptedException {
    OpenFiles open = OpenFiles.now();
    List<Picked> rotated = new ArrayList<>();
    List<LiveLog> live = new ArrayList<>();
    int[] strange = {0};
    Walk walk = new Walk(Mounts.now(), LIMITS, clock, without);
    for (Path folder : folders) {
      walk.below(
          folder,
          (path, stat) -> {
            Path name = path.getFileName();
            if (!stat.isFile() || stat.links() > 1 || stat.isSpecial() || name == null) {
              strange[0]++;
            } else if (LiveLog.isRotated(name)) {
              if (stat.identity().size() > 0 && !open.holds(stat.identity())) {
                rotated.add(new Picked(path, stat.identity(), stat.changed()));
              }
            } else if (LiveLog.isLog(name) && stat.identity().size() > largerThan) {
              strange[0] += added(path, stat, live) ? 0 : 1;
            }
          });
    }
    rotated.sort(Comparator.comparing(Picked::path));
    live.sort(Comparator.comparing(LiveLog::path));
    List<String> notes = new ArrayList<>(walk.unseen());
    if (strange[0] > 0) {
      notes.add(
          strange[0] + " left alone: links, devices, files with two names, or that are no text");
    }
    return new LogsFound(List.copyOf(rotated), List.copyOf(live), List.copyOf(notes));
  }

  private static boolean added(Path path, FileStat stat, List<LiveLog> live) {
    try {
      if (LiveLog.isText(path)) {
        live.add(LiveLog.of(path, stat));
        return true;
      }
    } catch (IOException unreadable) {
      // Then it is left alone, like what is no text.
      return false;
    }
    return false;
  }
}

package nightshift.bot.action.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import nightshift.bot.host.files.FileStat;
import nightshift.bot.host.files.Mounts;
import nightshift.bot.host.files.OpenFiles;
import nightshift.bot.host.files.Walk;

/**
 * The old files below some folders.
 *
 * @param files what was picked, by path
 * @param notes what was left out and what was not seen, in sentences
 */
record Selection(List<Picked> files, List<String> notes) {

  private static final Walk.Limits LIMITS = new Walk.Limits(50_000, Duration.ofSeconds(20));

  /**
   * What makes a file old enough. Its modification time counts, not its access time: file systems
   * are mounted without keeping that ({@code noatime}), and every backup or virus scan renews it.
   *
   * @param before last modified before this
   * @param least at least so many bytes
   */
  record Wanted(Instant before, long least) {

    boolean accepts(FileStat stat) {
      return stat.identity().size() >= least
          && stat.identity().modified() < TimeUnit.SECONDS.toNanos(before.getEpochSecond());
    }
  }

  /** Looks; changes nothing. */
  static Selection below(List<Path> folders, Wanted wanted, Set<Path> without, InstantSource clock)
      throws IOException, InterruptedException {
    Gathering g = new Gathering(wanted, OpenFiles.now());
    Walk walk = new Walk(Mounts.now(), LIMITS, clock, without);
    for (Path folder : folders) {
      walk.below(folder, g::consider);
    }
    g.files.sort(Comparator.comparing(Picked::path));
    List<String> notes = new ArrayList<>(walk.unseen());
    notes.addAll(g.notes());
    return new Selection(List.copyOf(g.files), List.copyOf(notes));
  }

  private static final class Gathering {
    private final Wanted wanted;
    private final OpenFiles open;
    private final List<Picked> files = new ArrayList<>();
    private int links;
    private int inUse;
    private int shared;
    private int special;

    Gathering(Wanted wanted, OpenFiles open) {
      this.wanted = wanted;
      this.open = open;
    }

    void consider(Path path, FileStat stat) {
      if (!stat.isFile()) {
        links++;
      } else if (!wanted.accepts(stat)) {
        return;
      } else if (stat.links() > 1) {
        shared++;
      } else if (stat.isSpecial()) {
        special++;
      } else if (open.holds(stat.identity())) {
        inUse++;
      } else {
        files.add(new Picked(path, stat.identity(), stat.changed()));
      }
    }

    List<String> notes() {
      List<String> notes = new ArrayList<>();
      note(
          notes,
          links,
          links == 1
              ? "link, socket or device left alone"
              : "links, sockets and devices left alone");
      note(notes, shared, "with a second name (hard link) left alone: moving one frees nothing");
      note(notes, special, "with set-user, set-group or sticky bits left alone");
      note(notes, inUse, "open in a process left alone");
      boolean one = open.unseen() == 1;
      note(
          notes,
          open.unseen(),
          (one ? "process" : "processes") + " whose open files may not be seen");
      return notes;
    }

    private static void note(List<String> notes, int count, String what) {
      if (count > 0) {
        notes.add(count + " " + what);
      }
    }
  }
}

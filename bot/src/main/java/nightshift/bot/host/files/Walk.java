package nightshift.bot.host.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import nightshift.engine.action.Durations;

/**
 * A bounded look through folders that follows no link and stays on one file system, and that says
 * what it did not see. For one thread and one use.
 */
public final class Walk {

  /**
   * When to stop.
   *
   * @param entries names looked at, files and folders
   * @param time how long
   */
  public record Limits(int entries, Duration time) {}

  /** Is told of everything that is not a folder. */
  @FunctionalInterface
  public interface Visitor {
    /** Something at this path looked so. */
    void file(Path path, FileStat stat);
  }

  private final Mounts mounts;
  private final Limits limits;
  private final InstantSource clock;
  private final Instant deadline;
  private final Set<Path> without;
  private int entries;
  private int unreadable;
  private int elsewhere;
  private String cut = "";

  /**
   * @param without folders that are not entered
   */
  public Walk(Mounts mounts, Limits limits, InstantSource clock, Set<Path> without) {
    this.mounts = mounts;
    this.limits = limits;
    this.clock = clock;
    this.deadline = clock.instant().plus(limits.time());
    this.without = Set.copyOf(without);
  }

  /** Goes through everything below {@code start}, a folder, unless a limit is reached. */
  public void below(Path start, Visitor visitor) throws IOException, InterruptedException {
    long device = FileStat.of(start).identity().device();
    Deque<Path> folders = new ArrayDeque<>(List.of(start));
    while (!folders.isEmpty() && cut.isEmpty()) {
      Path folder = folders.pop();
      try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
        for (Path path : names) {
          if (stopsHere()) {
            break;
          }
          entry(path, device, folders, visitor);
        }
      } catch (DirectoryIteratorException | IOException e) {
        unreadable++;
      }
    }
  }

  private void entry(Path path, long device, Deque<Path> folders, Visitor visitor) {
    entries++;
    FileStat stat;
    try {
      stat = FileStat.of(path);
    } catch (IOException e) {
      unreadable++;
      return;
    }
    if (!stat.isFolder()) {
      visitor.file(path, stat);
    } else if (stat.identity().device() != device || mounts.isPoint(path)) {
      // A bind mount has the same device number, so the mount table is asked as well.
      elsewhere++;
    } else if (!without.contains(path)) {
      folders.push(path);
    }
  }

  private boolean stopsHere() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (entries >= limits.entries()) {
      cut = "stopped looking after " + entries + " entries; there is more";
    } else if (clock.instant().isAfter(deadline)) {
      cut =
          "stopped looking after %s and %s entries; there is more"
              .formatted(Durations.shown(limits.time()), entries);
    }
    return !cut.isEmpty();
  }

  /** Whether a limit was reached. */
  public boolean isCut() {
    return !cut.isEmpty();
  }

  /** What was not seen, in sentences; empty when everything was. */
  public List<String> unseen() {
    List<String> notes = new ArrayList<>();
    if (isCut()) {
      notes.add(cut);
    }
    if (unreadable > 0) {
      notes.add(unreadable + " could not be read");
    }
    if (elsewhere > 0) {
      notes.add(elsewhere + " on other file systems not entered");
    }
    return notes;
  }
}

package nightshift.bot.host.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which files processes hold open, as far as {@code /proc} lets us see. Compared by device and
 * inode, because a process in a container knows the same file under another path. Files that are
 * only mapped into memory, with no open descriptor left, are not seen.
 *
 * @param keys device and inode of each open file
 * @param unseen processes whose files we may not look at
 */
public record OpenFiles(Set<Key> keys, int unseen) {

  /** What names a file on this host. */
  public record Key(long device, long inode) {}

  public OpenFiles {
    keys = Set.copyOf(keys);
  }

  /** Looks at every process. */
  public static OpenFiles now() throws IOException, InterruptedException {
    Set<Key> keys = new HashSet<>();
    int unseen = 0;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        unseen += addFilesOf(process.resolve("fd"), keys) ? 0 : 1;
      }
    }
    return new OpenFiles(keys, unseen);
  }

  /** Whether some process has this file open. */
  public boolean holds(Identity file) {
    return keys.contains(new Key(file.device(), file.inode()));
  }

  private static boolean addFilesOf(Path descriptors, Set<Key> keys) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
      for (Path fd : all) {
        addFile(fd, keys);
      }
      return true;
    } catch (IOException e) {
      // It ended meanwhile, or it is not ours to look at: only the second hides anything.
      return !Files.exists(descriptors.getParent());
    }
  }

  private static void addFile(Path fd, Set<Key> keys) {
    try {
      String to = Files.readSymbolicLink(fd).toString();
      if (!to.startsWith("/") || to.startsWith("/dev/") || to.startsWith("/proc/")) {
        return;
      }
      Map<String, Object> read = Files.readAttributes(fd, "unix:dev,ino");
      if (read.get("dev") instanceof Number dev && read.get("ino") instanceof Number ino) {
        keys.add(new Key(dev.longValue(), ino.longValue()));
      }
    } catch (IOException closedMeanwhile) {
      // A descriptor that is gone holds nothing open.
      return;
    }
  }
}

package nightshift.bot.action.security;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Programs that run with their owner's rights, where none are usual, or that others can change. It
 * stays on the file system of the folder, and stops after so many entries.
 */
final class SetUidFiles implements Check {

  private static final int SET_ID = 06000;
  private static final int WRITABLE = 022;
  private static final List<String> USUAL =
      List.of("/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/", "/usr/lib/", "/usr/libexec/");
  private static final int SHOWN = 200;

  private final Path folder;
  private final int most;

  /**
   * @param most entries that are looked at
   */
  SetUidFiles(Path folder, int most) {
    this.folder = folder;
    this.most = most;
  }

  @Override
  public String name() {
    return "set-uid";
  }

  @Override
  public String object() {
    return "check set-uid files below " + folder + " (" + identity() + ")";
  }

  private String identity() {
    try {
      return "device %s inode %s"
          .formatted(
              Files.getAttribute(folder, "unix:dev"), Files.getAttribute(folder, "unix:ino"));
    } catch (IOException | UnsupportedOperationException e) {
      return "not there";
    }
  }

  @Override
  public Optional<String> missing() {
    return Files.isDirectory(folder)
        ? Optional.empty()
        : Optional.of("there is no folder " + folder);
  }

  @Override
  public Found look() throws InterruptedException {
    Visit visit = new Visit();
    try {
      Files.walkFileTree(folder, visit);
    } catch (IOException e) {
      return Found.partial(visit.odd, List.of(folder + " could not be read: " + e.getMessage()));
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    List<String> remarks = new ArrayList<>();
    remarks.add(
        "%s: %d entries, %d set-uid or set-gid files where they are usual"
            .formatted(folder, visit.seen, visit.usual));
    if (visit.seen >= most) {
      remarks.add("the look at " + folder + " ended after " + most + " entries");
    }
    if (visit.hidden > 0) {
      remarks.add(visit.hidden + " entries below " + folder + " are not ours to see");
    }
    return new Found(visit.odd, remarks, visit.seen < most && visit.hidden == 0);
  }

  private final class Visit extends SimpleFileVisitor<Path> {
    private final List<String> odd = new ArrayList<>();
    private int seen;
    private int usual;
    private int hidden;

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) throws IOException {
      boolean elsewhere =
          !Files.getAttribute(dir, "unix:dev").equals(Files.getAttribute(folder, "unix:dev"));
      return elsewhere ? FileVisitResult.SKIP_SUBTREE : counted();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
      if (a.isRegularFile()) {
        int mode = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & SET_ID) != 0) {
          judge(file, mode);
        }
      }
      return counted();
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      hidden++;
      return counted();
    }

    private FileVisitResult counted() {
      boolean enough = ++seen >= most || Thread.currentThread().isInterrupted();
      return enough ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    private void judge(Path file, int mode) throws IOException {
      boolean open = (mode & WRITABLE) != 0;
      if (!open && USUAL.stream().anyMatch(file.toString()::startsWith)) {
        usual++;
      } else if (odd.size() < SHOWN) {
        odd.add(
            "%s runs with the rights of %s%s"
                .formatted(
                    file,
                    Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName(),
                    open ? ", and others can change it" : ", in an unusual place"));
      }
    }
  }
}

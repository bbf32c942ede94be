package nightshift.bot.action.custom;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import nightshift.bot.host.files.FileCopy;
import nightshift.bot.host.files.FileStat;
import nightshift.bot.host.files.Identity;
import nightshift.bot.host.files.Trouble;

/** Files of this machine. */
final class HereSight implements Sight {

  private static final long LARGEST = 64L << 20;

  /**
   * {@inheritDoc} Path, real path, size, modification time in ns, device and inode, time of its
   * last change of any sort in ns, and SHA-256 of its content.
   */
  @Override
  public String program(Path path) throws Unfit, InterruptedException {
    try {
      Path file = path.toRealPath();
      if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
        throw new Unfit(path + " is no program that may be run");
      }
      return state(path, file);
    } catch (IOException e) {
      throw new Unfit("its program " + path + ": " + Trouble.of(e));
    }
  }

  private static String state(Path path, Path file) throws IOException, InterruptedException {
    // The content first: when it is written right after, the times that are read next tell.
    String content = content(file);
    FileStat stat = FileStat.of(file);
    Identity read = stat.identity();
    // No format: some languages have digits of their own, and this text is part of a digest.
    return String.join(
        " ",
        Argv.quoted(path.toString()),
        Argv.quoted(file.toString()),
        Long.toString(read.size()),
        Long.toString(read.modified()),
        read.device() + ":" + read.inode(),
        Long.toString(stat.changed()),
        content);
  }

  private static String content(Path file) throws IOException, InterruptedException {
    if (Files.size(file) > LARGEST) {
      return "too large to read";
    }
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      return "sha256:" + FileCopy.hash(in);
    } catch (AccessDeniedException mayBeRunButNotRead) {
      return "not readable";
    }
  }

  @Override
  public String file(Path path, Path folder) throws Unfit, InterruptedException {
    try {
      Path file = path.toRealPath();
      if (!file.startsWith(folder.toRealPath())) {
        throw new Unfit(path + " leads out of " + folder);
      }
      if (!Files.isRegularFile(file)) {
        throw new Unfit(path + " is no file");
      }
      String content = content(file);
      if (!content.startsWith("sha256:")) {
        throw new Unfit(path + " is " + content + ", so nobody could approve what is in it");
      }
      return Argv.quoted(path.toString()) + " " + Argv.quoted(file.toString()) + " " + content;
    } catch (IOException e) {
      throw new Unfit(path + ": " + Trouble.of(e));
    }
  }

  @Override
  public void folder(Path path) throws Unfit {
    if (!Files.isDirectory(path)) {
      throw new Unfit("there is no folder " + path);
    }
  }
}

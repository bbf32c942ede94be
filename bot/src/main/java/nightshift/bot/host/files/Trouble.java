package nightshift.bot.host.files;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What went wrong with a file, in words for people and without its path. */
public final class Trouble {

  private Trouble() {}

  /** The reason alone: {@code no space left on device}. */
  public static String of(Exception e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file or folder";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "something of that name is there already";
      case FileSystemException f when f.getReason() != null -> lower(f.getReason());
      default -> lower(String.valueOf(e.getMessage()));
    };
  }

  /** Whether it is about the disk as a whole, so that going on with the next file is no use. */
  public static boolean isWhole(Exception e) {
    String why = of(e);
    return why.contains("no space left")
        || why.contains("quota exceeded")
        || why.contains("read-only file system")
        || why.contains("input/output error");
  }

  private static String lower(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}

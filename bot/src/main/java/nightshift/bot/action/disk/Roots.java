package nightshift.bot.action.disk;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nightshift.bot.host.files.FileStat;
import nightshift.bot.host.files.Place;
import nightshift.bot.host.files.RawPath;
import nightshift.bot.host.files.Trouble;
import nightshift.engine.action.ActionException;
import nightshift.engine.alert.Text;

/**
 * The folders below which files may be moved away. What a playbook names must lie inside one, as
 * written: no relative path, no {@code ..}, no component that is a link.
 *
 * @param allowed absolute folders; empty allows none
 * @param key where the configuration lists them
 */
record Roots(List<Path> allowed, String key) {

  Roots(List<Path> allowed) {
    this(allowed, "disk.roots");
  }

  Roots {
    allowed = List.copyOf(allowed);
  }

  /** Whether this very path, without any detour in it, lies below a root. */
  boolean contain(Path path) {
    return path.isAbsolute()
        && path.equals(path.normalize())
        && allowed.stream().anyMatch(root -> path.startsWith(root) && !path.equals(root));
  }

  /**
   * The folders that these texts name, each once, none inside another.
   *
   * @throws ActionException with {@code Effect.NONE} naming the first that is refused, and why
   */
  List<Path> folders(List<String> texts, Place place) throws ActionException {
    List<Path> folders = new ArrayList<>();
    for (String text : texts) {
      folders.add(folder(text, place));
    }
    return folders.stream()
        .distinct()
        .filter(f -> folders.stream().noneMatch(o -> !o.equals(f) && f.startsWith(o)))
        .sorted()
        .toList();
  }

  private Path folder(String text, Place place) throws ActionException {
    try {
      Path path = Path.of(text);
      if (!path.isAbsolute()) {
        throw refused(text, "it is not an absolute path");
      }
      if (!path.equals(path.normalize())) {
        throw refused(text, "it has detours (\"..\" or \".\") in it");
      }
      if (!contain(path) && !allowed.contains(path)) {
        throw refused(text, "it is not below an allowed folder (" + key + ")");
      }
      requireNoLinks(text, path);
      if (!place.holds(path)) {
        throw refused(text, "it takes no space on " + RawPath.shown(place.path()));
      }
      return path;
    } catch (InvalidPathException | IOException e) {
      throw refused(text, Trouble.of(e));
    }
  }

  private static void requireNoLinks(String text, Path path) throws IOException, ActionException {
    for (int i = 1; i <= path.getNameCount(); i++) {
      Path part = Path.of("/").resolve(path.subpath(0, i));
      if (!FileStat.of(part).isFolder()) {
        throw refused(text, RawPath.shown(part) + " is a link or no folder");
      }
    }
  }

  private static ActionException refused(String text, String why) {
    return new ActionException(
        ActionException.Effect.NONE,
        "looking for files in \"" + Text.line(text, 120) + "\": " + why);
  }
}

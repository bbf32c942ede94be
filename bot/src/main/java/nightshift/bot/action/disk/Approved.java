package nightshift.bot.action.disk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.files.RawPath;
import nightshift.engine.action.ActionException;
import nightshift.engine.alert.Text;

/**
 * What people approved, read from the preview's objects. The first line says what is done with the
 * files, so that files whose moving was approved are never deleted.
 *
 * @param quarantine where they are moved; empty when they are deleted
 * @param files which, in which state
 */
record Approved(Optional<Path> quarantine, List<Picked> files) {

  private static final String MOVE = "mode move ";
  private static final String DELETE = "mode delete";

  Approved {
    files = List.copyOf(files);
  }

  /** As objects of a preview. */
  List<String> objects() {
    List<String> lines = new ArrayList<>();
    lines.add(quarantine.map(q -> MOVE + RawPath.escaped(q)).orElse(DELETE));
    files.forEach(f -> lines.add(f.line()));
    return lines;
  }

  /**
   * Reads them.
   *
   * @throws ActionException with {@code Effect.NONE} when they are not from a preview of this kind
   */
  static Approved of(List<String> objects) throws ActionException {
    if (objects.isEmpty()) {
      throw refused("nothing was approved");
    }
    List<Picked> files = new ArrayList<>();
    for (String line : objects.subList(1, objects.size())) {
      files.add(
          Picked.parse(line)
              .orElseThrow(() -> refused("\"" + Text.line(line, 120) + "\" names no file")));
    }
    String mode = objects.getFirst();
    if (mode.equals(DELETE)) {
      return new Approved(Optional.empty(), files);
    }
    if (!mode.startsWith(MOVE + "/")) {
      throw refused("\"" + Text.line(mode, 120) + "\" says neither move nor delete");
    }
    return new Approved(Optional.of(RawPath.parse(mode.substring(MOVE.length()))), files);
  }

  private static ActionException refused(String why) {
    return new ActionException(
        ActionException.Effect.NONE, "reading which files may be cleaned up: " + why);
  }
}

package nightshift.bot.action.disk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nightshift.bot.host.files.RawPath;
import nightshift.engine.action.Bytes;

/** Counts what became of the files of one run, and keeps the first reasons. For one thread. */
final class Tally {

  /** Why a file was left where it is although nothing went wrong. */
  enum Left {
    CHANGED("changed since the approval, left alone"),
    VANISHED("no longer there"),
    IN_USE("open in a process now, left alone"),
    NOT_KEPT("not in the quarantine"),
    OCCUPIED("kept in the quarantine, because something else is at its old place"),
    ALTERED("left in the quarantine, because it was changed there"),
    FOLDER_GONE("kept in the quarantine, because its old folder is gone");

    private final String words;

    Left(String words) {
      this.words = words;
    }
  }

  private static final int SHOWN = 20;

  private final int all;
  private final Map<Left, Integer> left = new LinkedHashMap<>();
  private final List<String> reasons = new ArrayList<>();
  private int done;
  private long bytes;
  private int refused;
  private String firstRefusal = "";

  Tally(int all) {
    this.all = all;
  }

  void done(Picked file) {
    done++;
    bytes += file.identity().size();
  }

  void left(Picked file, Left why) {
    left.merge(why, 1, Integer::sum);
    reason(file, why.words);
  }

  /** It should have gone and could not. */
  void refused(Picked file, String why) {
    if (refused++ == 0) {
      firstRefusal = RawPath.shown(file.path()) + ": " + why;
    }
    reason(file, why);
  }

  /** Something about another path that a person should know. */
  void note(Path path, String what) {
    reasons.add(RawPath.shown(path) + ": " + what);
  }

  int all() {
    return all;
  }

  /** Whether there was something to do and none of it was done. */
  boolean isIdle() {
    return all > 0 && done == 0;
  }

  int done() {
    return done;
  }

  int left(Left why) {
    return left.getOrDefault(why, 0);
  }

  int refused() {
    return refused;
  }

  long bytes() {
    return bytes;
  }

  /** {@code 31 of 212 files, 4.2 MiB; 2 changed since the approval}. */
  String shown() {
    StringBuilder s = new StringBuilder(count());
    left.forEach((why, n) -> s.append("; " + n + " " + why.words));
    if (refused > 0) {
      s.append("; " + refused + " refused");
    }
    return s.toString();
  }

  private String count() {
    String files = (all == 1 ? " file, " : " files, ") + Bytes.shown(bytes);
    return done == all
        ? String.format(Locale.ROOT, "%,d", all) + files
        : String.format(Locale.ROOT, "%,d of %,d", done, all) + files;
  }

  /** One line for each of the first files that were not done, with its reason. */
  String output() {
    return String.join("\n", reasons);
  }

  /** Which file was refused first, and why; empty when none was. */
  String firstRefusal() {
    return firstRefusal;
  }

  private void reason(Picked file, String why) {
    if (reasons.size() < SHOWN) {
      reasons.add(RawPath.shown(file.path()) + ": " + why);
    } else if (reasons.size() == SHOWN) {
      reasons.add("… and more");
    }
  }
}

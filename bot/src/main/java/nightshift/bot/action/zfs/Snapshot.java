package nightshift.bot.action.zfs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One snapshot, as it was seen.
 *
 * @param name {@code tank/data@auto-1}
 * @param guid which one it is: another snapshot of the same name has another
 * @param created in seconds since 1970
 * @param used what it alone holds, in bytes; what several hold together counts for none of them
 * @param holds how many holds keep it
 */
record Snapshot(String name, String guid, long created, long used, long holds) {

  // OpenZFS names: letters, digits and "_.:- ", in parts between slashes; a space ends nothing.
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z][A-Za-z0-9_.:/ -]{0,200}@[A-Za-z0-9_.:-][A-Za-z0-9_.: -]{0,200}");
  private static final Pattern LINE = Pattern.compile("snapshot (\\d{1,20}) (\\d{1,12}) (\\S.*)");

  /** Whether ZFS could have a snapshot of this name. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Its dataset. */
  String dataset() {
    return name.substring(0, name.indexOf('@'));
  }

  /** Whether both are the same snapshot, whatever holds it now. */
  boolean same(Snapshot other) {
    return guid.equals(other.guid) && name.equals(other.name) && created == other.created;
  }

  /** As one line of a preview's objects. */
  String line() {
    return "snapshot " + guid + " " + created + " " + name;
  }

  /** Reads {@link #line}; empty when it is not one. What it holds is not in it. */
  static Optional<Snapshot> parse(String line) {
    Matcher m = LINE.matcher(line);
    return m.matches() && isName(m.group(3))
        ? Optional.of(new Snapshot(m.group(3), m.group(1), Long.parseLong(m.group(2)), 0, 0))
        : Optional.empty();
  }
}

package nightshift.bot.host.docker;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Something of Docker's that takes space and that nothing uses.
 *
 * @param kind what it is
 * @param id Docker's full id; a volume's is its name
 * @param names how people know it: an image's references, else one name; may be empty
 * @param bytes what removing it would free, at most: layers may be shared
 * @param since seconds since 1970 when it was made, or for build cache last used; 0 when unknown
 */
public record Thing(Kind kind, String id, List<String> names, long bytes, long since) {

  /** The kinds, in the order in which they are removed. */
  public enum Kind {
    CONTAINER,
    IMAGE,
    NETWORK,
    VOLUME,
    BUILD_CACHE;

    /** The word in manifests: {@code build-cache}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Largest first; of the same size in an order that does not depend on how Docker lists them. */
  static final Comparator<Thing> LARGEST_FIRST =
      Comparator.comparingLong((Thing t) -> t.bytes()).reversed().thenComparing(Thing::id);

  private static final Pattern LINE =
      Pattern.compile(
          "(container|image|network|volume|build-cache) (\\S{1,300}) (\\d{1,18}) (\\d{1,12})"
              + "(?: (\\S.*))?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:/@-]{0,300}");

  /** Sorted names, so that the same thing always reads the same. */
  public Thing {
    names = names.stream().sorted().toList();
  }

  /** Whether all its names are such as Docker gives. */
  boolean isPlain() {
    return names.stream().allMatch(n -> NAME.matcher(n).matches()) && NAME.matcher(id).matches();
  }

  /** For people. */
  public String shown() {
    String bare = id.startsWith("sha256:") ? id.substring(7) : id;
    String name =
        names.isEmpty() ? bare.substring(0, Math.min(12, bare.length())) : String.join(", ", names);
    return kind.word() + " " + name;
  }

  /** As one line of a preview's objects. */
  public String line() {
    return kind.word()
        + " "
        + id
        + " "
        + bytes
        + " "
        + since
        + (names.isEmpty() ? "" : " " + String.join(" ", names));
  }

  /** Reads {@link #line}; empty when it is not one. */
  public static Optional<Thing> parse(String line) {
    Matcher m = LINE.matcher(line);
    if (!m.matches()) {
      return Optional.empty();
    }
    List<String> names = m.group(5) == null ? List.of() : List.of(m.group(5).split(" "));
    Kind kind = Kind.valueOf(m.group(1).toUpperCase(Locale.ROOT).replace('-', '_'));
    Thing thing =
        new Thing(kind, m.group(2), names, Long.parseLong(m.group(3)), Long.parseLong(m.group(4)));
    return thing.isPlain() ? Optional.of(thing) : Optional.empty();
  }

  /** Whether both are the same thing under the same names, not used in between. */
  public boolean same(Thing other) {
    return kind == other.kind
        && id.equals(other.id)
        && names.equals(other.names)
        && since == other.since;
  }

  /** How many bytes all of them have. */
  public static long bytes(List<Thing> things) {
    return things.stream().collect(Collectors.summingLong(Thing::bytes));
  }
}

package nightshift.config.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import nightshift.engine.action.Nearest;
import nightshift.engine.alert.Text;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A place in a file: a map, a list or a scalar. Asking it for something that it is not gives
 * nothing, and notes a problem with line, column and path. Typed readers are in {@link Scalars}.
 */
public final class Cursor {

  private static final int MAX_KEY = 60;
  private static final int MAX_ENTRIES = 10_000;

  private final Node node;
  private final @Nullable Node key;
  private final String path;
  private final Source source;

  Cursor(Node node, @Nullable Node key, String path, Source source) {
    this.node = node;
    this.key = key;
    this.path = path;
    this.source = source;
  }

  /** How to get here from the root: {@code steps[0].when}. */
  public String path() {
    return path;
  }

  /** The line that this, or the key that leads here, begins on, from 1. */
  public int line() {
    return (key == null ? node : key).getStartMark().getLine() + 1;
  }

  /** The file that this is in. */
  public Source source() {
    return source;
  }

  /** Whether a list is here. */
  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /** Whether a map is here. */
  public boolean isMap() {
    return node instanceof MappingNode;
  }

  /** Whether nothing is written here, or {@code null}. */
  public boolean isNothing() {
    return node instanceof ScalarNode s && s.isPlain() && s.getTag().equals(Tag.NULL);
  }

  /** Whether a scalar is here that stands without quotes. */
  boolean isPlain() {
    return node instanceof ScalarNode s && s.isPlain();
  }

  /** The scalar's text as it is written, whatever its type; nothing for maps and lists. */
  Optional<String> raw() {
    return node instanceof ScalarNode s ? Optional.of(s.getValue()) : Optional.empty();
  }

  /** A map with these keys only. Nothing counts as an empty map. */
  public Optional<Fields> fields(Collection<String> known) {
    return entries()
        .map(all -> {
          all.forEach((name, value) -> value.checkKey(name, known));
          return new Fields(this, all);
        });
  }

  /** A map with any keys. Nothing counts as an empty map. */
  public Optional<Fields> fields() {
    return entries().map(all -> new Fields(this, all));
  }

  private void checkKey(String name, Collection<String> known) {
    if (!known.contains(name)) {
      String hint = name.length() > MAX_KEY ? "" : Nearest.hint(name, known);
      errorAtKey("unknown key \"" + Text.line(name, MAX_KEY) + "\"" + hint);
    }
  }

  /** A map with any keys, in the file's order. Nothing counts as an empty map. */
  public Optional<SequencedMap<String, Cursor>> entries() {
    SequencedMap<String, Cursor> out = new LinkedHashMap<>();
    if (isNothing()) {
      return Optional.of(out);
    }
    if (!(node instanceof MappingNode map)) {
      error("must be a map (key: value), not " + what());
      return Optional.empty();
    }
    for (NodeTuple pair : map.getValue()) {
      if (!(pair.getKeyNode() instanceof ScalarNode name)) {
        new Cursor(pair.getKeyNode(), null, path, source).error("a key must be a plain word");
        continue;
      }
      String child = (path.isEmpty() ? "" : path + ".") + Text.line(name.getValue(), MAX_KEY);
      Cursor value = new Cursor(pair.getValueNode(), name, child, source);
      if (out.size() == MAX_ENTRIES) {
        value.errorAtKey("more than " + MAX_ENTRIES + " keys");
        break;
      }
      Cursor first = out.putIfAbsent(name.getValue(), value);
      if (first != null) {
        value.errorAtKey("is written twice; first in line " + first.line());
      }
    }
    return Optional.of(out);
  }

  /** The items of a list. */
  public List<Cursor> items() {
    List<Cursor> out = new ArrayList<>();
    if (node instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        out.add(new Cursor(item, null, path + "[" + out.size() + "]", source));
      }
    } else {
      error("must be a list, not " + what());
    }
    return out;
  }

  /** What is here, in words. */
  String what() {
    return switch (node) {
      case MappingNode m -> "a map";
      case SequenceNode s -> "a list";
      default -> isNothing() ? "nothing" : "\"" + Text.line(raw().orElse(""), MAX_KEY) + "\"";
    };
  }

  /** Notes that something is wrong with the value here. */
  public void error(String message) {
    add(mark(), Problem.Level.ERROR, message);
  }

  /** Notes that something is odd about the value here. */
  public void warning(String message) {
    add(mark(), Problem.Level.WARNING, message);
  }

  /** Notes that something is wrong with the key that leads here. */
  public void errorAtKey(String message) {
    add((key == null ? node : key).getStartMark(), Problem.Level.ERROR, message);
  }

  /**
   * Notes that something is wrong inside the text here.
   *
   * @param line of the text, from 0
   * @param column in that line, from 0
   */
  public void errorInside(int line, int column, String message) {
    Mark start = node.getStartMark();
    String wanted = raw().orElse("").lines().skip(line).findFirst().orElse("");
    boolean block = opensBlock(start);
    int row = start.getLine() + line + (block ? 1 : 0);
    int from = line == 0 && !block ? start.getColumn() : 0;
    int found = wanted.isEmpty() ? -1 : source.line(row).indexOf(wanted, from);
    // Folded or escaped text cannot be mapped back; its beginning is still the right place to look.
    if (found < 0) {
      error(message);
    } else {
      source.add(row, found + column, Problem.Level.ERROR, prefix() + message);
    }
  }

  private boolean opensBlock(Mark start) {
    String line = source.line(start.getLine());
    return start.getColumn() < line.length() && "|>".indexOf(line.charAt(start.getColumn())) >= 0;
  }

  /** Text that is equal for two places exactly when they mean the same, whatever their layout. */
  public String canonical() {
    return switch (node) {
      case MappingNode m ->
          "{"
              + String.join(
                  ",",
                  entries().orElseGet(LinkedHashMap::new).entrySet().stream()
                      .map(e -> counted(e.getKey()) + "=" + e.getValue().canonical())
                      .sorted()
                      .toList())
              + "}";
      case SequenceNode s ->
          "[" + String.join(",", items().stream().map(Cursor::canonical).toList()) + "]";
      default -> counted(raw().orElse(""));
    };
  }

  private static String counted(String text) {
    return text.length() + ":" + text;
  }

  // A value that is not there is shown by its key.
  private Mark mark() {
    return (isNothing() && key != null ? key : node).getStartMark();
  }

  private void add(Mark at, Problem.Level level, String message) {
    source.add(at.getLine(), at.getColumn(), level, prefix() + message);
  }

  private String prefix() {
    return path.isEmpty() ? "" : path + ": ";
  }
}

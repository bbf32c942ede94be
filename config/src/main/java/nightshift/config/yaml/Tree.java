package nightshift.config.yaml;

import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** Parses text into nodes with positions, and refuses what a configuration has no use for. */
final class Tree {

  private static final int MAX_DEPTH = 24;

  private Tree() {}

  /** The root, or nothing, and then the source says why. */
  static Optional<Cursor> parse(String text, Source source) {
    try {
      if (refused(text, source)) {
        return Optional.empty();
      }
      Node root = new Yaml(options()).compose(new StringReader(text));
      if (root == null) {
        source.add(0, 0, Problem.Level.ERROR, "the file is empty");
        return Optional.empty();
      }
      return Optional.of(new Cursor(root, null, "", source));
    } catch (MarkedYAMLException e) {
      Mark at = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      source.add(line(at), column(at), Problem.Level.ERROR, "not valid YAML: " + e.getProblem());
    } catch (ReaderException e) {
      String before = text.substring(0, Math.clamp(e.getPosition(), 0, text.length()));
      int line = (int) before.chars().filter(c -> c == '\n').count();
      int column = before.length() - before.lastIndexOf('\n') - 1;
      String what = "the character U+%04X may not stand in YAML".formatted(e.getCodePoint());
      source.add(line, column, Problem.Level.ERROR, what);
    } catch (YAMLException e) {
      source.add(0, 0, Problem.Level.ERROR, "not valid YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Source.MAX_BYTES);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(0);
    return options;
  }

  // Walks events, not nodes: they come one by one, so a bomb is met before it is built.
  private static boolean refused(String text, Source source) {
    int depth = 0;
    int documents = 0;
    for (Event e : new Yaml(options()).parse(new StringReader(text))) {
      depth += e instanceof CollectionStartEvent ? 1 : e instanceof CollectionEndEvent ? -1 : 0;
      documents += e instanceof DocumentStartEvent ? 1 : 0;
      Optional<String> why = refusal(e, depth, documents);
      if (why.isPresent()) {
        Mark at = e.getStartMark();
        source.add(line(at), column(at), Problem.Level.ERROR, why.get());
        return true;
      }
    }
    return false;
  }

  private static Optional<String> refusal(Event e, int depth, int documents) {
    if (e instanceof AliasEvent) {
      return Optional.of("aliases (*name) are not allowed; write the value out");
    }
    if (e instanceof NodeEvent n && n.getAnchor() != null) {
      return Optional.of("anchors (&name) are not allowed; write the value out");
    }
    if (depth > MAX_DEPTH) {
      return Optional.of("nested more than " + MAX_DEPTH + " levels deep");
    }
    if (documents > 1) {
      return Optional.of("a second document starts here; one file holds one document");
    }
    String tag =
        e instanceof ScalarEvent s
            ? s.getTag()
            : e instanceof CollectionStartEvent c ? c.getTag() : null;
    return tag == null ? Optional.empty() : Optional.of("tags (" + tag + ") are not allowed");
  }

  private static int line(Mark at) {
    return at == null ? 0 : at.getLine();
  }

  private static int column(Mark at) {
    return at == null ? 0 : at.getColumn();
  }
}

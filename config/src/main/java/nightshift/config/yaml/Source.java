package nightshift.config.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.engine.alert.Text;

/** One file that is being read, and what was found wrong with it so far. */
public final class Source {

  /** The largest file that is read, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int MAX_PROBLEMS = 100;
  private static final int MAX_MESSAGE = 600;
  private static final int MAX_EXCERPT = 160;

  // By the look of the key and not by the tree: a file that cannot be parsed has no tree, and a
  // misspelt key still has its secret.
  private static final String SECRET_KEY =
      "(?:tok|secret|passw|pwd|api_?key)[\\w-]*(?<!_file)[\"']?\\s*:";
  private static final Pattern SECRET =
      Pattern.compile("(?i)(" + SECRET_KEY + "\\s*)([^\\s,}#][^,}]*)");
  private static final Pattern OPENS_SECRET = Pattern.compile("(?i).*" + SECRET_KEY + ".*");

  private final Path file;
  private final List<String> lines;
  private final Optional<Map<String, String>> environment;
  private final List<Problem> problems = new ArrayList<>();

  private Source(Path file, String text, Optional<Map<String, String>> environment) {
    this.file = file;
    this.lines = text.lines().toList();
    this.environment = environment;
  }

  /** Parses a file whose {@code ${NAME}} values come from this environment. */
  public static Reading open(Path file, Map<String, String> environment) {
    return read(file, Optional.of(environment));
  }

  /** Parses a file in which {@code ${NAME}} means nothing. */
  public static Reading open(Path file) {
    return read(file, Optional.empty());
  }

  /**
   * A file and its parsed root.
   *
   * @param source collects problems
   * @param root empty when the file cannot be parsed; the source says why
   */
  public record Reading(Source source, Optional<Cursor> root) {}

  private static Reading read(Path file, Optional<Map<String, String>> environment) {
    try {
      String text = text(file);
      Source source = new Source(file, text, environment);
      return new Reading(source, Tree.parse(text, source));
    } catch (IOException e) {
      Source source = new Source(file, "", environment);
      source.problems.add(Problem.ofFile(file, String.valueOf(e.getMessage())));
      return new Reading(source, Optional.empty());
    }
  }

  private static String text(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(Files.exists(file) ? "is not a regular file" : "there is no such file");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw new IOException("cannot be read; check its owner and mode", e);
    }
    if (bytes.length > MAX_BYTES) {
      throw new IOException("is larger than 1 MiB; split it");
    }
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try {
      return decoder.decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("is not UTF-8 text; save it as UTF-8", e);
    }
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /** Problems so far. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Whether any problem so far is an error. */
  public boolean broken() {
    return problems.stream().anyMatch(Problem::isError);
  }

  Optional<Map<String, String>> environment() {
    return environment;
  }

  /** A source line, from 0; empty text when there is none. */
  String line(int index) {
    return index >= 0 && index < lines.size() ? lines.get(index) : "";
  }

  /** Notes a problem at a position counted from 0. */
  void add(int line, int column, Problem.Level level, String message) {
    String shown = Text.line(message, MAX_MESSAGE);
    Problem found = new Problem(file, line + 1, column + 1, shown, level, excerpt(line));
    if (problems.size() < MAX_PROBLEMS && !problems.contains(found)) {
      problems.add(found);
    }
  }

  private String excerpt(int line) {
    if (continuesSecret(line)) {
      return "";
    }
    String masked =
        SECRET
            .matcher(line(line))
            .replaceAll(
                m -> Matcher.quoteReplacement(m.group(1) + "*".repeat(m.end(2) - m.start(2))));
    return Text.block(masked.replace('\t', ' '), MAX_EXCERPT);
  }

  private boolean continuesSecret(int line) {
    int indent = indent(line);
    for (int above = line - 1; above >= 0; above--) {
      if (!line(above).isBlank() && indent(above) < indent) {
        return OPENS_SECRET.matcher(line(above)).matches();
      }
    }
    return false;
  }

  private int indent(int line) {
    String text = line(line);
    return text.length() - text.stripLeading().length();
  }
}

package nightshift.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import nightshift.config.yaml.Loaded;
import nightshift.config.yaml.Problem;

/** A file's text in which {@code §} marks the spot where a problem has to be found. */
public final class Marked {

  private final Path file;
  private final Function<Path, Loaded<?>> loader;

  /**
   * @param file what to write
   * @param loader reads it
   */
  public Marked(Path file, Function<Path, Loaded<?>> loader) {
    this.file = file;
    this.loader = loader;
  }

  /** Loads the text and finds the one problem at the mark. */
  public Problem problem(String text) {
    List<Problem> problems = problems(text.replace("§", ""));
    String before = text.substring(0, text.indexOf('§'));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = before.length() - before.lastIndexOf('\n');
    List<Problem> here =
        problems.stream().filter(p -> p.line() == line && p.column() == column).toList();
    assertThat(here).as("problems at %d:%d among %s", line, column, problems).hasSize(1);
    assertThat(here.getFirst().file()).isEqualTo(file);
    return here.getFirst();
  }

  /** Loads the text and gives everything that is wrong with it. */
  public List<Problem> problems(String text) {
    return load(text).problems();
  }

  /** Loads the text. */
  public Loaded<?> load(String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return loader.apply(file);
  }
}

package nightshift.config.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nightshift.config.playbook.Known;
import nightshift.config.yaml.Loaded;
import nightshift.config.yaml.Problem;
import nightshift.config.yaml.Source;

/** Loads the tests that lie beside the playbooks, in the folder {@code tests}. */
public final class PlaybookTests {

  /** The folder's name, below that of the playbooks. */
  public static final String FOLDER = "tests";

  private static final int MAX_FILES = 1_000;

  private PlaybookTests() {}

  /**
   * Reads every {@code *.yaml} and {@code *.yml} there, by name.
   *
   * @param playbooks the folder of the playbooks
   * @return the tests that have no error, and the problems of all
   */
  public static Loaded<List<PlaybookTest>> load(Path playbooks, Known known) {
    Path folder = playbooks.resolve(FOLDER);
    List<PlaybookTest> good = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try {
      for (Path file : files(folder)) {
        Source.Reading reading = Source.open(file);
        Optional<List<PlaybookTest>> tests =
            reading.root().map(root -> new TestReader(known, file).read(root));
        problems.addAll(reading.source().problems());
        tests.filter(t -> !reading.source().broken()).ifPresent(good::addAll);
      }
    } catch (NoSuchFileException e) {
      return new Loaded<>(Optional.of(List.of()), List.of());
    } catch (IOException e) {
      String why = "this folder cannot be listed; check its owner and mode";
      return new Loaded<>(Optional.empty(), List.of(Problem.ofFile(folder, why)));
    }
    return new Loaded<>(Optional.of(List.copyOf(good)), problems);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> p.getFileName().toString().matches("[^.].*\\.ya?ml"))
          .filter(Files::isRegularFile)
          .sorted()
          .limit(MAX_FILES)
          .toList();
    }
  }
}

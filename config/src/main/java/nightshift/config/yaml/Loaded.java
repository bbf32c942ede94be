package nightshift.config.yaml;

import java.util.List;
import java.util.Optional;

/**
 * What came out of reading files.
 *
 * @param value empty when an error stands in the way
 * @param problems errors and warnings, in the order of the files
 */
public record Loaded<T>(Optional<T> value, List<Problem> problems) {
  public Loaded {
    problems = problems.stream().sorted(Problem.ORDER).toList();
  }

  /** Whether there is no error. Warnings do not count. */
  public boolean ok() {
    return problems.stream().noneMatch(Problem::isError);
  }
}

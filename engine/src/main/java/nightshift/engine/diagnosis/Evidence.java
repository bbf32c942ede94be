package nightshift.engine.diagnosis;

import java.util.List;

/**
 * Lines that show something, and the probe that read them.
 *
 * @param probe the probe's name, such as {@code container.logs}
 * @param lines at most a screenful, cleaned and redacted
 */
public record Evidence(String probe, List<String> lines) {
  public Evidence {
    lines = List.copyOf(lines);
  }
}

package nightshift.bot.action.container;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.bot.host.docker.ContainerFacts;

/**
 * The one object of every container action, as it is written into the manifest that people approve:
 * {@code container <full id> <name>}, and for a new limit {@code memory <old> -> <new>} in bytes or
 * {@code cpu <old> -> <new>} in billionths of a processor behind it.
 *
 * @param id the full id: a recreated container has another
 * @param name the container's name
 * @param change the limits, when they are to be changed
 */
record ApprovedContainer(String id, String name, Optional<Limits> change) {

  private static final Pattern LINE =
      Pattern.compile(
          "container ([0-9a-f]{12,64}) ([A-Za-z0-9][A-Za-z0-9_.-]{0,127})"
              + "(?: (memory|cpu) (\\d{1,18}) -> (\\d{1,18}))?");

  /**
   * Limits of memory in bytes, of processor time in billionths.
   *
   * @param of {@code memory} or {@code cpu}
   */
  record Limits(String of, long from, long to) {}

  static ApprovedContainer of(ContainerFacts c) {
    return new ApprovedContainer(c.id(), c.name(), Optional.empty());
  }

  static ApprovedContainer of(ContainerFacts c, long to) {
    return new ApprovedContainer(
        c.id(), c.name(), Optional.of(new Limits("memory", c.memoryLimit(), to)));
  }

  static ApprovedContainer ofCpu(ContainerFacts c, long from, long to) {
    return new ApprovedContainer(c.id(), c.name(), Optional.of(new Limits("cpu", from, to)));
  }

  /** Reads a manifest line; empty when it is not one of ours. */
  static Optional<ApprovedContainer> read(String line) {
    Matcher m = LINE.matcher(line);
    if (!m.matches()) {
      return Optional.empty();
    }
    Optional<Limits> change =
        Optional.ofNullable(m.group(3))
            .map(of -> new Limits(of, Long.parseLong(m.group(4)), Long.parseLong(m.group(5))));
    return Optional.of(new ApprovedContainer(m.group(1), m.group(2), change));
  }

  /** The manifest line. */
  String line() {
    return "container "
        + id
        + " "
        + name
        + change.map(c -> " " + c.of() + " " + c.from() + " -> " + c.to()).orElse("");
  }
}

package nightshift.bot.action.container;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.bot.host.docker.ContainerFacts;

/**
 * The one object of every container action, as it is written into the manifest that people approve:
 * {@code container <full id> <name>}, and for a new memory limit {@code memory <old> -> <new>} in
 * bytes behind it.
 *
 * @param id the full id: a recreated container has another
 * @param name the container's name
 * @param change the limits, when they are to be changed
 */
record ApprovedContainer(String id, String name, Optional<Limits> change) {

  private static final Pattern LINE =
      Pattern.compile(
          "container ([0-9a-f]{12,64}) ([A-Za-z0-9][A-Za-z0-9_.-]{0,127})"
              + "(?: memory (\\d{1,18}) -> (\\d{1,18}))?");

  /** Memory limits in bytes. */
  record Limits(long from, long to) {}

  static ApprovedContainer of(ContainerFacts c) {
    return new ApprovedContainer(c.id(), c.name(), Optional.empty());
  }

  static ApprovedContainer of(ContainerFacts c, long to) {
    return new ApprovedContainer(c.id(), c.name(), Optional.of(new Limits(c.memoryLimit(), to)));
  }

  /** Reads a manifest line; empty when it is not one of ours. */
  static Optional<ApprovedContainer> read(String line) {
    Matcher m = LINE.matcher(line);
    if (!m.matches()) {
      return Optional.empty();
    }
    OptionalLong from =
        m.group(3) == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(m.group(3)));
    return Optional.of(
        new ApprovedContainer(
            m.group(1),
            m.group(2),
            from.isEmpty()
                ? Optional.empty()
                : Optional.of(new Limits(from.getAsLong(), Long.parseLong(m.group(4))))));
  }

  /** The manifest line. */
  String line() {
    return "container "
        + id
        + " "
        + name
        + change.map(c -> " memory " + c.from() + " -> " + c.to()).orElse("");
  }
}

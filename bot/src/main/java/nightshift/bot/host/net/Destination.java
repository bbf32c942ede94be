package nightshift.bot.host.net;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.bot.host.net.Ask.Range;

/**
 * Where a rule sends packets. Pure.
 *
 * @param address empty when it stays as it is
 * @param ports one of these; empty when it stays as it is
 */
record Destination(String address, Optional<Range> ports) {

  /** How a rule is written that leaves both as they are. */
  static final String SAME = "same";

  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?:\\[([0-9a-fA-F:.]+)]|([0-9.]*))(?::(\\d{1,5})(?:-(\\d{1,5}))?)?|([0-9a-fA-F:.]+)");

  /** Reads {@code 172.17.0.2:80}; empty when it cannot be told, as for a choice of addresses. */
  static Optional<Destination> read(String written) {
    Matcher m = WRITTEN.matcher(written);
    if (written.equals(SAME)) {
      return Optional.of(new Destination("", Optional.empty()));
    }
    if (written.isEmpty() || !m.matches()) {
      return Optional.empty();
    }
    String six = m.group(1) == null ? m.group(5) : m.group(1);
    String address = six == null ? m.group(2) : six;
    if (m.group(3) == null) {
      return Optional.of(new Destination(address, Optional.empty()));
    }
    int first = Integer.parseInt(m.group(3));
    int last = m.group(4) == null ? first : Integer.parseInt(m.group(4));
    return Optional.of(new Destination(address, Optional.of(new Range(first, last))));
  }

  /** Whether it may give another port's packets this one. */
  boolean gives(int port) {
    return ports.filter(r -> r.has(port)).isPresent();
  }

  /** The port that a packet to this one gets; empty when it can be one of several. */
  OptionalInt after(int port) {
    return ports
        .map(r -> r.from() == r.to() ? OptionalInt.of(r.from()) : OptionalInt.empty())
        .orElse(OptionalInt.of(port));
  }
}

package nightshift.bot.action.elsewhere;

import nightshift.bot.host.Machines;
import nightshift.engine.diagnosis.Target;

/**
 * A target taken apart.
 *
 * @param host the machine's name, {@code local} for this one
 * @param there the target as that machine calls it
 */
record Address(String host, Target there) {

  private static final String MARK = "//";

  /** {@code container://nas/web} is {@code container:web} on {@code nas}. */
  static Address of(Target target) {
    String name = target.name();
    if (!name.startsWith(MARK)) {
      return new Address(Machines.LOCAL, target);
    }
    int slash = name.indexOf('/', MARK.length());
    if (slash < 0 || slash == name.length() - 1) {
      // Says a machine and nothing on it: that is nowhere, and never here.
      return new Address(name, target);
    }
    String host = name.substring(MARK.length(), slash);
    // This machine has one spelling: lists of targets and locks go by it.
    return host.equals(Machines.LOCAL)
        ? new Address(MARK + host, target)
        : new Address(
            host,
            // A path keeps its slash: disk://nas/mnt/tank is /mnt/tank there.
            new Target(
                target.kind(), name.substring("disk".equals(target.kind()) ? slash : slash + 1)));
  }

  /** For people: {@code on nas}; nothing here. */
  String shown() {
    return host.equals(Machines.LOCAL) ? "" : " on " + host;
  }

  /** What is said when nothing is known of it. */
  String unknown(Target target) {
    return "%s: the configuration has no Docker Engine%s"
        .formatted(target, host.equals(Machines.LOCAL) ? " on this machine" : " on a host " + host);
  }
}

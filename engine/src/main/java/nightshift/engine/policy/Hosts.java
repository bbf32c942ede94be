package nightshift.engine.policy;

import nightshift.engine.diagnosis.Target;

/** Which machine a target is on, by its name: {@code service://nas/nginx} is on nas. Pure. */
final class Hosts {

  private Hosts() {}

  /** The inventory's name of the host; empty for the machine that Nightshift runs on. */
  static String of(Target target) {
    String name = target.name();
    if (!name.startsWith("//")) {
      return "";
    }
    int end = name.indexOf('/', 2);
    return end < 0 ? name.substring(2) : name.substring(2, end);
  }

  static String shown(Target target) {
    String host = of(target);
    return host.isEmpty() ? "this host" : "host " + host;
  }
}

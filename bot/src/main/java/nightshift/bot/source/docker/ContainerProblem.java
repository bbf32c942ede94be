package nightshift.bot.source.docker;

import nightshift.engine.alert.Category;
import nightshift.engine.alert.Severity;

/** What can be wrong with a container, as far as Docker says. */
enum ContainerProblem {
  /** It ended with an error, nobody had asked it to, and Docker does not bring it back. */
  DIED("died", "ContainerDied", Category.AVAILABILITY, Severity.HIGH),
  /** The kernel killed a process in it for lack of memory. */
  OOM("oom", "ContainerOom", Category.CAPACITY, Severity.HIGH),
  /** Its own health check says so. */
  UNHEALTHY("unhealthy", "ContainerUnhealthy", Category.AVAILABILITY, Severity.MEDIUM),
  /** Docker brings it back again and again. */
  RESTART_LOOP("restart-loop", "ContainerRestartLoop", Category.AVAILABILITY, Severity.HIGH);

  private final String word;
  private final String alertName;
  private final Category category;
  private final Severity severity;

  ContainerProblem(String word, String alertName, Category category, Severity severity) {
    this.word = word;
    this.alertName = alertName;
    this.category = category;
    this.severity = severity;
  }

  /** {@code container/web/died}: the same problem of the same container, for ever. */
  String fingerprint(String container) {
    return "container/" + container + "/" + word;
  }

  /** The label {@code alertname} that playbooks match. */
  String alertName() {
    return alertName;
  }

  Category category() {
    return category;
  }

  Severity severity() {
    return severity;
  }
}

package nightshift.bot.source.docker;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.UUID;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.engine.action.Bytes;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Signal;

/** The words of container alerts. Pure. */
final class ContainerAlerts {

  /** Where these alerts come from. */
  static final String SOURCE = "docker";

  private ContainerAlerts() {}

  /**
   * This problem began.
   *
   * @param startsAt by the engine's clock; part of the firing's identity
   */
  static Signal firing(
      ContainerProblem problem, ContainerFacts c, Instant startsAt, Instant receivedAt) {
    String fingerprint = problem.fingerprint(c.name());
    String identity = SOURCE + "|" + fingerprint + "|" + startsAt;
    return new Signal.Firing(
        new Alert(
            UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString(),
            SOURCE,
            fingerprint,
            problem.category(),
            problem.severity(),
            title(problem, c),
            message(problem, c),
            labels(problem, c),
            details(c),
            startsAt,
            receivedAt));
  }

  /** This problem is over. */
  static Signal resolved(ContainerProblem problem, String container, Instant at) {
    return new Signal.Resolved(SOURCE, problem.fingerprint(container), at);
  }

  private static String title(ContainerProblem problem, ContainerFacts c) {
    String container = "Container " + c.name();
    return switch (problem) {
      case DIED -> container + " crashed";
      // Sometimes only a child of its main process dies, so this does not say that it is down.
      case OOM -> container + ": a process crashed, out of memory";
      case UNHEALTHY -> container + " is unhealthy";
      case RESTART_LOOP -> container + " crashed again and again";
    };
  }

  private static String message(ContainerProblem problem, ContainerFacts c) {
    String history =
        "restart policy \"%s\", restarted %d times by Docker"
            .formatted(c.restartPolicy(), c.restartCount());
    return switch (problem) {
      case DIED -> "It ended with exit code " + c.exitCode() + " (" + history + ").";
      case OOM ->
          "The kernel killed a process in it for lack of memory; its limit is "
              + (c.memoryLimit() == 0 ? "that of the machine" : Bytes.shown(c.memoryLimit()))
              + " ("
              + history
              + ").";
      case UNHEALTHY ->
          "Its health check does not pass"
              + (c.healthOutput().isEmpty() ? "." : ": " + c.healthOutput());
      case RESTART_LOOP ->
          "Docker brings it back again and again; the last exit code was "
              + c.exitCode()
              + " ("
              + history
              + ").";
    };
  }

  private static SequencedMap<String, String> labels(ContainerProblem problem, ContainerFacts c) {
    SequencedMap<String, String> labels = new LinkedHashMap<>();
    labels.put("alertname", problem.alertName());
    labels.put("container", c.name());
    labels.put("image", c.image());
    return labels;
  }

  private static SequencedMap<String, Object> details(ContainerFacts c) {
    SequencedMap<String, Object> details = new LinkedHashMap<>();
    details.put("containerName", c.name());
    details.put("exitCode", (long) c.exitCode());
    details.put("restartCount", (long) c.restartCount());
    details.put("memoryLimit", c.memoryLimit());
    return details;
  }
}

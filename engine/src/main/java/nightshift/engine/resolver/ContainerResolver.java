package nightshift.engine.resolver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.action.Bytes;
import nightshift.engine.alert.Alert;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.Evidence;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Verify;
import nightshift.engine.port.Resolver;

/**
 * Why a container is in trouble: out of memory by Docker's own word, else by what it said last in
 * its log.
 */
public final class ContainerResolver implements Resolver {

  private static final String STATE = "container.state";
  private static final String LOGS = "container.logs";
  private static final String OUT_OF_MEMORY = "out_of_memory";
  private static final long KILLED = 137;

  private static final Verify VERIFY =
      new Verify(
          STATE, null, null, Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ofHours(1));

  @Override
  public String kind() {
    return "container";
  }

  @Override
  public List<String> probes() {
    return List.of(STATE, LOGS);
  }

  @Override
  public Optional<Verify> verify() {
    return Optional.of(VERIFY);
  }

  @Override
  public Diagnosis diagnose(
      Alert alert, Target target, List<Reading> readings, List<ProbeException> failures) {
    Map<String, Object> facts = new HashMap<>();
    readings.forEach(r -> facts.putAll(r.facts()));
    LogCauses.Finding log = LogCauses.in(linesOf(readings, LOGS)).orElse(LogCauses.Finding.NOTHING);
    boolean starved = starved(alert, facts);
    String cause = starved ? OUT_OF_MEMORY : log.cause();
    return new Diagnosis(
        cause, summary(target, cause, facts, failures), evidence(readings, log, cause), facts);
  }

  /**
   * Whether the kernel killed for lack of memory. Exit code 137 alone shows nothing: every killed
   * container ends with it. Docker's flag stays false when only a child was killed, but then the
   * alert itself tells of the event.
   */
  private static boolean starved(Alert alert, Map<String, Object> facts) {
    return Boolean.TRUE.equals(facts.get("oom_killed"))
        || "ContainerOom".equals(alert.labels().get("alertname"));
  }

  private static List<Evidence> evidence(
      List<Reading> readings, LogCauses.Finding log, String cause) {
    List<Evidence> evidence = new ArrayList<>();
    List<String> state = linesOf(readings, STATE);
    if (!state.isEmpty()) {
      evidence.add(new Evidence(STATE, state));
    }
    List<String> shows =
        log.cause().equals(cause) && !log.lines().isEmpty()
            ? log.lines()
            : LogCauses.end(linesOf(readings, LOGS));
    if (!shows.isEmpty()) {
      evidence.add(new Evidence(LOGS, shows));
    }
    return evidence;
  }

  private static String summary(
      Target target, String cause, Map<String, Object> facts, List<ProbeException> failures) {
    StringBuilder text = new StringBuilder("Container \"" + target.name() + "\"");
    if (facts.containsKey("status")) {
      text.append(" is ").append(facts.get("status")).append(": ").append(said(cause, facts));
      text.append(" (").append(figures(facts)).append(").");
    } else {
      text.append(" could not be looked at.");
    }
    Seen.sentences(failures).forEach(said -> text.append(' ').append(said));
    return text.toString();
  }

  private static String said(String cause, Map<String, Object> facts) {
    return switch (cause) {
      case OUT_OF_MEMORY -> "it ran out of memory" + limit(facts);
      case "permission_denied" -> "its log says that it may not do something";
      case "connection_refused" -> "its log says that something it needs does not answer";
      case "missing_file" -> "its log says that a file is missing";
      case "port_in_use" -> "its log says that its port is taken";
      default -> unknown(facts);
    };
  }

  private static String unknown(Map<String, Object> facts) {
    if ("unhealthy".equals(facts.get("health"))) {
      return "its health check does not pass, and nothing shows why";
    }
    return number(facts, "exit_code") == KILLED
        ? "it was killed, but not for lack of memory"
        : "nothing shows why";
  }

  private static String limit(Map<String, Object> facts) {
    long limit = number(facts, "memory_limit");
    return limit == 0 ? "" : " (limit " + Bytes.shown(limit) + ")";
  }

  private static String figures(Map<String, Object> facts) {
    long restarts = number(facts, "restart_count");
    return "exit code "
        + number(facts, "exit_code")
        + ", restarted "
        + restarts
        + (restarts == 1 ? " time" : " times")
        + " by Docker";
  }

  private static long number(Map<String, Object> facts, String key) {
    return facts.get(key) instanceof Number n ? n.longValue() : 0;
  }

  private static List<String> linesOf(List<Reading> readings, String probe) {
    return readings.stream()
        .filter(r -> r.probe().equals(probe))
        .findFirst()
        .map(Reading::lines)
        .orElse(List.of());
  }
}

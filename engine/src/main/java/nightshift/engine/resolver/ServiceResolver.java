package nightshift.engine.resolver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.alert.Alert;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.Evidence;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Verify;
import nightshift.engine.port.Resolver;

/** Why a systemd unit is in trouble: by systemd's own word, and by what is in its journal. */
public final class ServiceResolver implements Resolver {

  private static final String STATE = "service.state";
  private static final String JOURNAL = "service.journal";
  private static final String ONE_RUN = "journal_of_one_run";

  private static final Verify VERIFY =
      new Verify(
          STATE, null, null, Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ofHours(1));

  @Override
  public String kind() {
    return "service";
  }

  @Override
  public List<String> probes() {
    return List.of(STATE, JOURNAL);
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
    List<String> journal = linesOf(readings, JOURNAL);
    ServiceCauses.Finding found = ServiceCauses.in(facts, journal);
    facts.put("start_limit", found.startLimit());
    return new Diagnosis(
        found.cause(),
        summary(target, found, facts, failures),
        evidence(readings, found, journal),
        facts);
  }

  private static List<Evidence> evidence(
      List<Reading> readings, ServiceCauses.Finding found, List<String> journal) {
    List<Evidence> evidence = new ArrayList<>();
    List<String> state = linesOf(readings, STATE);
    if (!state.isEmpty()) {
      evidence.add(new Evidence(STATE, state));
    }
    List<String> shows = found.lines().isEmpty() ? LogCauses.end(journal) : found.lines();
    if (!shows.isEmpty()) {
      evidence.add(new Evidence(JOURNAL, shows));
    }
    return evidence;
  }

  private static String summary(
      Target target,
      ServiceCauses.Finding found,
      Map<String, Object> facts,
      List<ProbeException> failures) {
    StringBuilder text =
        new StringBuilder("Service \"" + facts.getOrDefault("unit", target.name()) + "\"");
    if (facts.containsKey("active_state")) {
      text.append(" is ").append(state(facts)).append(": ").append(said(found.cause(), facts));
      if (found.startLimit()) {
        text.append("; systemd gave it up after too many starts in a short time");
      }
      text.append(" (restarted ").append(facts.get("restart_count")).append(" times by systemd).");
    } else {
      text.append(" could not be looked at.");
    }
    if (Boolean.FALSE.equals(facts.get(ONE_RUN)) && !found.lines().isEmpty()) {
      text.append(" This systemd does not tell one run from another: its journal may be older.");
    }
    Seen.sentences(failures).forEach(said -> text.append(' ').append(said));
    return text.toString();
  }

  private static String state(Map<String, Object> facts) {
    boolean loaded = "loaded".equals(facts.get("load_state"));
    return String.valueOf(facts.get(loaded ? "active_state" : "load_state"));
  }

  private static String said(String cause, Map<String, Object> facts) {
    return switch (cause) {
      case "not_found" -> "systemd knows no unit of this name";
      case "masked" -> "somebody masked it, so that it cannot be started";
      case "bad_definition" -> "systemd cannot read its definition";
      case "out_of_memory" -> "it ran out of memory";
      case ServiceCauses.DEPENDENCY -> "something that it needs could not be started";
      case "permission_denied" -> "its journal says that it may not do something";
      case "connection_refused" -> "its journal says that something it needs does not answer";
      case "missing_file" -> "its journal says that a file is missing";
      case "port_in_use" -> "its journal says that its port is taken";
      case "timeout" -> "it did not start or stop within its time";
      case "watchdog" -> "it gave no sign of life to systemd's watchdog";
      case "killed" -> "signal " + facts.get("signal") + " ended it";
      case "crashed" -> "it crashed with signal " + facts.get("signal");
      case "exit_code" -> "it ended with exit code " + facts.get("exit_code");
      case "no_resources" -> "systemd could not give it what its definition asks for";
      case "protocol" -> "it did not behave as its definition says";
      case ServiceCauses.START_LIMIT -> "nothing shows why it ended";
      default -> "nothing shows why";
    };
  }

  private static List<String> linesOf(List<Reading> readings, String probe) {
    return readings.stream()
        .filter(r -> r.probe().equals(probe))
        .findFirst()
        .map(Reading::lines)
        .orElse(List.of());
  }
}

package nightshift.engine.resolver;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nightshift.engine.diagnosis.Diagnosis;
import org.jspecify.annotations.Nullable;

/**
 * Which cause a unit's state and journal show. What systemd knows for certain comes first, then
 * what the program said last, then how it ended; that systemd gave up is a cause only where nothing
 * shows why. Pure.
 */
final class ServiceCauses {

  static final String START_LIMIT = "start_limit";
  static final String DEPENDENCY = "dependency_failed";

  private static final Pattern REPEATED =
      Pattern.compile("(?i)start request repeated too quickly|start-limit-hit");
  private static final Pattern DEPENDENCY_FAILED =
      Pattern.compile("(?i)dependency failed for |failed with result 'dependency'");
  // systemd's own lines about the unit, as against what the unit itself wrote.
  private static final Pattern BY_SYSTEMD = Pattern.compile("^systemd(?:\\[\\d{1,9}])?: .*");

  private static final Map<String, String> LOADS =
      Map.of(
          "not-found", "not_found",
          "masked", "masked",
          "bad-setting", "bad_definition",
          "error", "bad_definition");
  private static final Map<String, String> RESULTS =
      Map.of(
          "timeout", "timeout",
          "watchdog", "watchdog",
          "signal", "killed",
          "core-dump", "crashed",
          "exit-code", "exit_code",
          "resources", "no_resources",
          "protocol", "protocol",
          "start-limit-hit", START_LIMIT);

  // SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGSEGV.
  private static final Set<Long> BY_ITS_OWN_FAULT = Set.of(4L, 6L, 7L, 8L, 11L);
  private static final Set<String> KILLED = Set.of("timeout", "watchdog", "killed");

  private ServiceCauses() {}

  /**
   * What was found.
   *
   * @param cause its code
   * @param startLimit whether systemd has given the unit up for now
   * @param lines of the journal that show it
   */
  record Finding(String cause, boolean startLimit, List<String> lines) {}

  /** What the facts of {@code service.state} and the lines of {@code service.journal} show. */
  static Finding in(Map<String, Object> facts, List<String> journal) {
    boolean limit = limit(facts, journal);
    String load = LOADS.get(word(facts, "load_state"));
    if (load != null) {
      return new Finding(load, limit, List.of());
    }
    if ("active".equals(facts.get("active_state"))) {
      return new Finding(Diagnosis.UNKNOWN, false, List.of());
    }
    if ("oom-kill".equals(facts.get("result"))) {
      return new Finding("out_of_memory", limit, LogCauses.end(journal));
    }
    List<String> dependency = dependency(journal);
    if (!dependency.isEmpty()) {
      return new Finding(DEPENDENCY, limit, dependency);
    }
    Optional<LogCauses.Finding> said = LogCauses.in(journal);
    String ended = ended(facts);
    // What was killed from outside did not die of what it once complained about.
    if (said.isPresent() && !KILLED.contains(String.valueOf(ended))) {
      return new Finding(said.get().cause(), limit, said.get().lines());
    }
    String cause = ended != null ? ended : limit ? START_LIMIT : Diagnosis.UNKNOWN;
    return new Finding(cause, limit, LogCauses.end(journal));
  }

  // Where no core may be written, a crash is but a signal to systemd.
  private static @Nullable String ended(Map<String, Object> facts) {
    boolean own = facts.get("signal") instanceof Long signal && BY_ITS_OWN_FAULT.contains(signal);
    String ended = RESULTS.get(word(facts, "result"));
    return "killed".equals(ended) && own ? "crashed" : ended;
  }

  private static boolean limit(Map<String, Object> facts, List<String> journal) {
    boolean said =
        journal.reversed().stream()
            .filter(l -> BY_SYSTEMD.matcher(l).matches())
            .limit(4)
            .anyMatch(l -> REPEATED.matcher(l).find());
    return "failed".equals(facts.get("active_state"))
        && (said || "start-limit-hit".equals(facts.get("result")));
  }

  /** What systemd said last about the unit, where that was that a dependency of it failed. */
  private static List<String> dependency(List<String> journal) {
    List<String> own = journal.stream().filter(l -> BY_SYSTEMD.matcher(l).matches()).toList();
    List<String> last = own.subList(Math.max(0, own.size() - 2), own.size());
    return last.stream().filter(l -> DEPENDENCY_FAILED.matcher(l).find()).toList();
  }

  private static String word(Map<String, Object> facts, String key) {
    return facts.get(key) instanceof String s ? s : "";
  }
}

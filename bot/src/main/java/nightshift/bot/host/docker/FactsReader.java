package nightshift.bot.host.docker;

import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.HealthStateLog;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nightshift.bot.host.docker.ContainerFacts.HealthCheck;
import nightshift.bot.host.docker.ContainerFacts.Status;
import nightshift.engine.alert.Redaction;
import nightshift.engine.alert.Text;
import org.jspecify.annotations.Nullable;

/** Makes our own record of what the engine says about a container. Pure. */
final class FactsReader {

  private static final int LONGEST_OUTPUT = 300;

  private FactsReader() {}

  /** Reads one answer to an inspection. What an older engine leaves out becomes its default. */
  static ContainerFacts read(InspectContainerResponse in) {
    ContainerState state = in.getState();
    @Nullable HealthState health = state.getHealth();
    @Nullable HostConfig host = in.getHostConfig();
    @Nullable ContainerConfig config = in.getConfig();
    return new ContainerFacts(
        text(in.getId()),
        bareName(text(in.getName())),
        config == null ? "" : text(config.getImage()),
        status(text(state.getStatus())),
        (int) number(state.getExitCodeLong()),
        Boolean.TRUE.equals(state.getOOMKilled()),
        (int) number(in.getRestartCount()),
        health == null ? HealthCheck.NONE : check(text(health.getStatus())),
        health == null ? "" : lastOutput(health.getLog()),
        host == null ? 0 : number(host.getMemory()),
        host == null ? 0 : number(host.getMemorySwap()),
        moment(state.getStartedAt()),
        moment(state.getFinishedAt()),
        policy(host));
  }

  /** Docker writes names with a slash in front. */
  static String bareName(String raw) {
    return raw.startsWith("/") ? raw.substring(1) : raw;
  }

  private static Status status(String word) {
    for (Status s : Status.values()) {
      if (s.word().equals(word)) {
        return s;
      }
    }
    // An engine with a word that we do not know is not one whose container we may call fine.
    return Status.DEAD;
  }

  private static HealthCheck check(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "healthy" -> HealthCheck.HEALTHY;
      case "unhealthy" -> HealthCheck.UNHEALTHY;
      case "starting" -> HealthCheck.STARTING;
      default -> HealthCheck.NONE;
    };
  }

  private static String lastOutput(@Nullable List<HealthStateLog> log) {
    if (log == null || log.isEmpty()) {
      return "";
    }
    return Text.line(Redaction.of(text(log.getLast().getOutput())), LONGEST_OUTPUT);
  }

  private static Optional<Instant> moment(@Nullable String raw) {
    // Docker's zero time, in the year 1, means never.
    if (raw == null || raw.startsWith("0001-")) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(raw).toInstant());
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static String policy(@Nullable HostConfig host) {
    @Nullable RestartPolicy policy = host == null ? null : host.getRestartPolicy();
    String name = policy == null ? "" : text(policy.getName());
    return name.isEmpty() ? "no" : name;
  }

  private static long number(@Nullable Number n) {
    return n == null ? 0 : n.longValue();
  }

  private static String text(@Nullable String s) {
    return s == null ? "" : s;
  }
}

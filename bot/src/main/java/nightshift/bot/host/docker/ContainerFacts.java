package nightshift.bot.host.docker;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One look at one container.
 *
 * @param id the full id, 64 hex digits: a recreated container has another
 * @param name without the leading slash
 * @param image as it was named at creation
 * @param status Docker's word, see {@link Status}
 * @param exitCode of the last end; 0 while it never ended
 * @param oomKilled Docker's flag: false also when only a child process was killed
 * @param restartCount restarts by Docker's own policy; a manual restart does not count
 * @param health what the container's health check says
 * @param healthOutput the last health check's output, cleaned and cut; empty when there is none
 * @param memoryLimit in bytes, 0 for none
 * @param memorySwap memory and swap together in bytes, 0 when unset, -1 for unlimited
 * @param startedAt when it was last started; empty before the first start
 * @param finishedAt when it last ended; empty before the first end
 * @param restartPolicy {@code no}, {@code always}, {@code unless-stopped}, {@code on-failure}
 */
public record ContainerFacts(
    String id,
    String name,
    String image,
    Status status,
    int exitCode,
    boolean oomKilled,
    int restartCount,
    HealthCheck health,
    String healthOutput,
    long memoryLimit,
    long memorySwap,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    String restartPolicy) {

  /** Docker's states of a container. */
  public enum Status {
    CREATED,
    RUNNING,
    PAUSED,
    RESTARTING,
    REMOVING,
    EXITED,
    DEAD;

    /** Docker's own word. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a container's own health check says. */
  public enum HealthCheck {
    /** It has none. */
    NONE,
    STARTING,
    HEALTHY,
    UNHEALTHY;

    /** Docker's own word. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether its main process runs. A restarting container's does not. */
  public boolean running() {
    return status == Status.RUNNING || status == Status.PAUSED;
  }

  /** Whether it runs and, where it has a health check, that says healthy. */
  public boolean well() {
    return status == Status.RUNNING
        && (health == HealthCheck.NONE || health == HealthCheck.HEALTHY);
  }

  /** The first twelve digits of the id, as people know them. */
  public String shortId() {
    return id.substring(0, Math.min(12, id.length()));
  }

  /** How it is, in a few words: {@code exited with code 137}. */
  public String shown() {
    return switch (status) {
      case EXITED, DEAD -> status.word() + " with code " + exitCode;
      case RUNNING -> health == HealthCheck.NONE ? "running" : "running, " + health.word();
      default -> status.word();
    };
  }
}

package nightshift.bot.host.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.UpdateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Bounding the memory and the processor time that containers get. */
public final class Tuning {

  /** One processor, in the unit of {@link #cpuLimit}. */
  public static final long CPU = 1_000_000_000L;

  private static final Duration DEADLINE = Duration.ofSeconds(20);
  // Docker's own default.
  private static final long PERIOD = 100_000;

  private final DockerLink link;
  private final Guard guard;

  Tuning(DockerLink link, Guard guard) {
    this.link = link;
    this.guard = guard;
  }

  /**
   * Sets its memory limit.
   *
   * @param limit in bytes
   * @param swap memory and swap together in bytes, -1 for unlimited, 0 to leave it
   */
  public void limitMemory(ContainerFacts container, long limit, long swap)
      throws DockerTrouble, InterruptedException {
    guard.change(
        link,
        "setting the memory limit of",
        container,
        DEADLINE,
        c -> {
          UpdateContainerCmd cmd = c.updateContainerCmd(container.id()).withMemory(limit);
          (swap == 0 ? cmd : cmd.withMemorySwap(swap)).exec();
        });
  }

  /** How much processor time it may use, in billionths of one processor; 0 for no limit. */
  public long cpuLimit(ContainerFacts container) throws DockerTrouble, InterruptedException {
    return limit(inspect(container));
  }

  /** How many processors the engine's machine has. */
  public int cpus() throws DockerTrouble, InterruptedException {
    @Nullable Integer n =
        link.call("asking for the host's processors", DEADLINE, c -> c.infoCmd().exec().getNCPU());
    return n == null ? 0 : n;
  }

  /**
   * Bounds its processor time.
   *
   * @param nanos as {@link #cpuLimit}; 0 takes the limit away
   */
  public void limitCpu(ContainerFacts container, long nanos)
      throws DockerTrouble, InterruptedException {
    @Nullable HostConfig now = inspect(container);
    boolean inNanos = now != null && now.getNanoCPUs() != null && now.getNanoCPUs() > 0;
    guard.change(
        link,
        "limiting the processor time of",
        container,
        DEADLINE,
        c -> {
          UpdateContainerCmd cmd = c.updateContainerCmd(container.id());
          // Docker keeps a limit in the way in which it was first given, and refuses the other one.
          if (inNanos) {
            cmd.withNanoCPUs(nanos).exec();
          } else {
            long quota = nanos == 0 ? -1 : nanos * PERIOD / CPU;
            cmd.withCpuPeriod(PERIOD).withCpuQuota(quota).exec();
          }
        });
  }

  private @Nullable HostConfig inspect(ContainerFacts container)
      throws DockerTrouble, InterruptedException {
    guard.require("looking at it", container.name(), container.id());
    InspectContainerResponse answer =
        link.call(
            "looking at container \"" + container.name() + "\"",
            DEADLINE,
            c -> c.inspectContainerCmd(container.id()).exec());
    return answer.getHostConfig();
  }

  private static long limit(@Nullable HostConfig host) {
    if (host == null) {
      return 0;
    }
    long nanos = number(host.getNanoCPUs());
    if (nanos > 0) {
      return nanos;
    }
    long quota = number(host.getCpuQuota());
    long period = number(host.getCpuPeriod());
    return quota <= 0 ? 0 : quota * (CPU / (period == 0 ? PERIOD : period));
  }

  private static long number(@Nullable Long n) {
    return n == null ? 0 : n;
  }
}

package nightshift.bot.host.docker;

/**
 * What a container uses, from one sample of about a second.
 *
 * @param cpuPercent of one processor: 200 means two are busy
 * @param memoryBytes without the page cache that the kernel can drop
 * @param memoryLimit in bytes: the container's own, or the host's memory when it has none
 * @param processes how many run in it
 */
public record ContainerUsage(
    double cpuPercent, long memoryBytes, long memoryLimit, long processes) {

  /** Memory in percent of the limit; 0 when no limit is known. */
  public double memoryPercent() {
    return memoryLimit <= 0 ? 0 : 100.0 * memoryBytes / memoryLimit;
  }
}

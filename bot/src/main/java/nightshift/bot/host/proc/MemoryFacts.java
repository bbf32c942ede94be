package nightshift.bot.host.proc;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine's memory in bytes ({@code /proc/meminfo}).
 *
 * @param available what programs can still get without swapping, by the kernel's own estimate
 */
public record MemoryFacts(long total, long available, long swapTotal, long swapFree) {

  private static final Pattern LINE =
      Pattern.compile("(?m)^(MemTotal|MemAvailable|SwapTotal|SwapFree):\\s+(\\d{1,15}) kB$");

  /** Reads it. */
  public static MemoryFacts now(ProcFs proc) throws IOException {
    Map<String, Long> read = new HashMap<>();
    Matcher m = LINE.matcher(ProcFs.text(proc.root().resolve("meminfo")).orElse(""));
    while (m.find()) {
      read.put(m.group(1), Long.parseLong(m.group(2)) * 1024);
    }
    Long total = read.get("MemTotal");
    Long available = read.get("MemAvailable");
    if (total == null || available == null || total == 0) {
      throw new IOException(
          proc.root().resolve("meminfo") + " does not say MemTotal and MemAvailable");
    }
    return new MemoryFacts(
        total, available, read.getOrDefault("SwapTotal", 0L), read.getOrDefault("SwapFree", 0L));
  }

  /** Percent that is not available. */
  public double usage() {
    return (total - available) * 100.0 / total;
  }

  /** Percent of swap in use; 0 without swap. */
  public double swapUsage() {
    return swapTotal == 0 ? 0 : (swapTotal - swapFree) * 100.0 / swapTotal;
  }
}

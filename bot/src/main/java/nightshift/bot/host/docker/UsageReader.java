package nightshift.bot.host.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.CpuStatsConfig;
import com.github.dockerjava.api.model.MemoryStatsConfig;
import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.api.model.StatsConfig;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One sample of a container's usage, by the arithmetic of {@code docker stats}. */
final class UsageReader {

  private UsageReader() {}

  static ContainerUsage sample(DockerClient client, String id)
      throws IOException, InterruptedException {
    try (Last last = new Last()) {
      client.statsCmd(id).withNoStream(true).exec(last).awaitCompletion();
      @Nullable Statistics sample = last.sample;
      return sample == null ? new ContainerUsage(0, 0, 0, 0) : read(sample);
    }
  }

  static ContainerUsage read(Statistics s) {
    return new ContainerUsage(
        cpu(s.getPreCpuStats(), s.getCpuStats()),
        memory(s.getMemoryStats()),
        s.getMemoryStats() == null ? 0 : number(s.getMemoryStats().getLimit()),
        s.getPidsStats() == null ? 0 : number(s.getPidsStats().getCurrent()));
  }

  private static double cpu(@Nullable CpuStatsConfig before, @Nullable CpuStatsConfig now) {
    if (before == null
        || now == null
        || before.getCpuUsage() == null
        || now.getCpuUsage() == null) {
      return 0;
    }
    double used =
        number(now.getCpuUsage().getTotalUsage()) - number(before.getCpuUsage().getTotalUsage());
    double passed = number(now.getSystemCpuUsage()) - number(before.getSystemCpuUsage());
    long processors = Math.max(1, number(now.getOnlineCpus()));
    return used <= 0 || passed <= 0 ? 0 : used / passed * processors * 100;
  }

  private static long memory(@Nullable MemoryStatsConfig m) {
    if (m == null) {
      return 0;
    }
    @Nullable StatsConfig detail = m.getStats();
    // cgroup v1 says total_inactive_file, v2 inactive_file.
    long droppable =
        detail == null
            ? 0
            : detail.getTotalInactiveFile() == null
                ? number(detail.getInactiveFile())
                : number(detail.getTotalInactiveFile());
    return Math.max(0, number(m.getUsage()) - droppable);
  }

  private static long number(@Nullable Long n) {
    return n == null ? 0 : n;
  }

  private static final class Last extends ResultCallback.Adapter<Statistics> {

    private volatile @Nullable Statistics sample;

    @Override
    public void onNext(Statistics s) {
      sample = s;
    }
  }
}

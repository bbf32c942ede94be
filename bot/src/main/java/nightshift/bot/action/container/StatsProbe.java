package nightshift.bot.action.container;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.ContainerUsage;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.DockerTrouble;
import nightshift.engine.action.Bytes;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code container.stats}: processor and memory from one sample of about a second. Its value is the
 * memory in percent of the limit, or of the host's memory where there is none; it is good below 95.
 */
final class StatsProbe implements Probe {

  private static final double TIGHT = 95;

  private final DockerHost host;
  private final InstantSource clock;

  StatsProbe(DockerHost host, InstantSource clock) {
    this.host = host;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "container.stats";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    ContainerFacts container = Looks.find(host, target);
    if (!container.running()) {
      String line = container.name() + " is " + container.shown() + " and uses nothing";
      return new Reading(
          name(), target, false, null, Map.of(), Map.of(), List.of(line), clock.instant());
    }
    try {
      return reading(target, host.usage(container));
    } catch (DockerTrouble e) {
      throw Looks.blind(e);
    }
  }

  private Reading reading(Target target, ContainerUsage use) {
    String line =
        String.format(
            Locale.ROOT,
            "processor %.1f %%, memory %s of %s (%.1f %%), %d processes",
            use.cpuPercent(),
            Bytes.shown(use.memoryBytes()),
            Bytes.shown(use.memoryLimit()),
            use.memoryPercent(),
            use.processes());
    Map<String, Object> facts =
        Map.of(
            "cpu_percent", use.cpuPercent(),
            "memory_bytes", use.memoryBytes(),
            "memory_percent", use.memoryPercent(),
            "processes", use.processes());
    return new Reading(
        name(),
        target,
        use.memoryPercent() < TIGHT,
        use.memoryPercent(),
        Map.of(),
        facts,
        List.of(line),
        clock.instant());
  }
}

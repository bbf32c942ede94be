package nightshift.bot.action.container;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.DockerTrouble;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code container.logs}: the last 50 lines of both streams, cleaned, redacted, at most 8 KiB. A
 * log alone is never bad.
 */
final class LogsProbe implements Probe {

  private static final int LINES = 50;
  private static final int BYTES = 8 * 1024;

  private final DockerHost host;
  private final InstantSource clock;

  LogsProbe(DockerHost host, InstantSource clock) {
    this.host = host;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "container.logs";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    ContainerFacts container = Looks.find(host, target);
    try {
      List<String> lines = host.logs(container, LINES, BYTES);
      return new Reading(
          name(),
          target,
          true,
          null,
          Map.of(),
          Map.of("log_lines", (long) lines.size()),
          lines,
          clock.instant());
    } catch (DockerTrouble e) {
      throw Looks.blind(e);
    }
  }
}

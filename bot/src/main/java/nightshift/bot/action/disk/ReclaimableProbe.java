package nightshift.bot.action.disk;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.DockerTrouble;
import nightshift.bot.host.docker.Thing;
import nightshift.engine.action.Bytes;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code docker.reclaimable}: what the engine stores and nothing uses, by kind, in bytes; its value
 * is the sum. Whatever the target is: it is the engine of its machine. Never bad by itself.
 */
final class ReclaimableProbe implements Probe {

  private final DockerHost host;
  private final InstantSource clock;

  ReclaimableProbe(DockerHost host, InstantSource clock) {
    this.host = host;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "docker.reclaimable";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    if (target.name().startsWith("//")) {
      throw new ProbeException(
          ProbeException.Kind.NO_SUCH_TARGET,
          "adding up what Docker stores: the configuration has no Docker Engine where "
              + target
              + " is");
    }
    try {
      return reading(target, host.stock().reclaimable());
    } catch (DockerTrouble e) {
      throw new ProbeException(ProbeException.Kind.UNREACHABLE, String.valueOf(e.getMessage()));
    }
  }

  private Reading reading(Target target, Map<Thing.Kind, Long> sums) {
    Map<String, Object> facts = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    long all = 0;
    for (Thing.Kind kind : Thing.Kind.values()) {
      long bytes = sums.getOrDefault(kind, 0L);
      if (kind == Thing.Kind.NETWORK) {
        continue;
      }
      all += bytes;
      String word = kind.name().toLowerCase(java.util.Locale.ROOT);
      facts.put("docker_" + word + "_bytes", bytes);
      lines.add(Bytes.shown(bytes) + "  " + kind.word() + " that nothing uses");
    }
    lines.addFirst(Bytes.shown(all) + " in all that nothing uses");
    facts.put("docker_reclaimable_bytes", all);
    return new Reading(name(), target, true, (double) all, Map.of(), facts, lines, clock.instant());
  }
}

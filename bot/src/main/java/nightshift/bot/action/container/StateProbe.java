package nightshift.bot.action.container;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.DockerHost;
import nightshift.engine.action.Bytes;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code container.state}: good when it runs and, where it has a health check, that says healthy.
 * Its restart count, start time and id must hold still while a fix settles.
 */
final class StateProbe implements Probe {

  private final DockerHost host;
  private final InstantSource clock;

  StateProbe(DockerHost host, InstantSource clock) {
    this.host = host;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "container.state";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    return reading(target, Looks.find(host, target), clock.instant());
  }

  private Reading reading(Target target, ContainerFacts c, Instant now) {
    Map<String, String> steady =
        Map.of(
            "id", c.id(),
            "restart_count", String.valueOf(c.restartCount()),
            "started_at", c.startedAt().map(Instant::toString).orElse("never"));
    return new Reading(name(), target, c.well(), null, steady, facts(c), lines(c), now);
  }

  private static Map<String, Object> facts(ContainerFacts c) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("container", c.name());
    facts.put("id", c.id());
    facts.put("image", c.image());
    facts.put("status", c.status().word());
    facts.put("running", c.running());
    facts.put("exit_code", (long) c.exitCode());
    facts.put("oom_killed", c.oomKilled());
    facts.put("restart_count", (long) c.restartCount());
    facts.put("restart_policy", c.restartPolicy());
    facts.put("health", c.health().word());
    facts.put("memory_limit", c.memoryLimit());
    return facts;
  }

  private static List<String> lines(ContainerFacts c) {
    List<String> lines = new ArrayList<>();
    lines.add(c.name() + " is " + c.shown() + (c.oomKilled() ? ", killed for lack of memory" : ""));
    lines.add("image " + c.image() + ", id " + c.shortId());
    lines.add(
        "restarted %d times by Docker (policy \"%s\")"
            .formatted(c.restartCount(), c.restartPolicy()));
    lines.add(
        c.memoryLimit() == 0 ? "no memory limit" : "memory limit " + Bytes.shown(c.memoryLimit()));
    if (!c.healthOutput().isEmpty()) {
      lines.add("last health check said: " + c.healthOutput());
    }
    return lines;
  }
}

package nightshift.bot.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import nightshift.bot.host.Commands;
import nightshift.bot.host.files.DiskUsage;
import nightshift.bot.host.http.HttpGet;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/** Looks at the patient with the probes that Nightshift itself uses. */
final class DemoProbes {

  private final InstantSource clock;
  private final Path pool;
  private final URI service;

  DemoProbes(InstantSource clock, Path pool, URI service) {
    this.clock = clock;
    this.pool = pool;
    this.service = service;
  }

  /** How the service is, in a line. */
  String service() throws DemoTrouble, InterruptedException {
    try (HttpGet get = new HttpGet(Map.of("demo", service), clock)) {
      return "http.get demo: " + first(read(get, new Target("http", "demo")));
    }
  }

  /** How full the pool is, in a line. */
  String pool() throws DemoTrouble, InterruptedException {
    return "disk.usage pool: " + first(disk());
  }

  /** How full the pool is, in percent. */
  double usage() throws DemoTrouble, InterruptedException {
    Double percent = disk().value();
    return percent == null ? 0 : percent;
  }

  private Reading disk() throws DemoTrouble, InterruptedException {
    DiskUsage usage = new DiskUsage(Map.of(pool, DemoPool.QUOTA), new Commands(), clock);
    return read(usage, new Target("disk", pool.toString()));
  }

  private static String first(Reading reading) {
    return String.join(", ", reading.lines());
  }

  private static Reading read(Probe probe, Target target) throws DemoTrouble, InterruptedException {
    try {
      return probe.read(target);
    } catch (ProbeException e) {
      throw new DemoTrouble(String.valueOf(e.getMessage()));
    }
  }
}

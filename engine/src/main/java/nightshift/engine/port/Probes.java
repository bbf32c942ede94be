package nightshift.engine.port;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;

/** All probes that this installation has, by name. */
public final class Probes {

  private final Map<String, Probe> probes;

  /**
   * @throws IllegalArgumentException when two probes share a name
   */
  public Probes(Collection<? extends Probe> probes) {
    Map<String, Probe> byName = new TreeMap<>();
    for (Probe p : probes) {
      if (byName.put(p.name(), p) != null) {
        throw new IllegalArgumentException("two probes are called " + p.name());
      }
    }
    this.probes = Map.copyOf(byName);
  }

  /** The same probes and one more; it takes the place of one of its name. */
  public Probes with(Probe probe) {
    Map<String, Probe> all = new TreeMap<>(probes);
    all.put(probe.name(), probe);
    return new Probes(all.values());
  }

  /** All names, sorted. */
  public Collection<String> names() {
    return probes.keySet().stream().sorted().toList();
  }

  /** Reads one probe. */
  public Reading read(String probe, Target target) throws ProbeException, InterruptedException {
    Probe p = probes.get(probe);
    if (p == null) {
      throw new ProbeException(
          ProbeException.Kind.NO_SUCH_TARGET,
          "reading " + probe + " of " + target + ": there is no probe of this name");
    }
    return p.read(target);
  }
}

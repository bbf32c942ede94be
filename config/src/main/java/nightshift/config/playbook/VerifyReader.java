package nightshift.config.playbook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;
import nightshift.engine.action.Nearest;
import nightshift.engine.alert.Text;
import nightshift.engine.plan.Verify;

/** Reads {@code verify}: how success is measured. What it leaves out comes from the target kind. */
final class VerifyReader {

  private static final List<String> KEYS =
      List.of("probe", "below", "above", "settle", "within", "relapse_watch");
  private static final Duration SETTLE = Duration.ofSeconds(30);
  private static final Duration WITHIN = Duration.ofMinutes(5);
  private static final Duration RELAPSE_WATCH = Duration.ofHours(1);

  private final Known known;

  VerifyReader(Known known) {
    this.known = known;
  }

  /** The measure of this playbook, or nothing after noting that there is none. */
  Optional<Verify> read(Fields playbook, String kind) {
    Optional<Verify> usual = known.measures().getOrDefault(kind, Optional.empty());
    Optional<Cursor> written = playbook.find("verify");
    if (written.isEmpty()) {
      if (usual.isEmpty() && known.measures().containsKey(kind)) {
        playbook
            .self()
            .error(
                "\"verify\" is missing, and "
                    + kind
                    + " targets have no usual measure; write for example verify: { probe: disk.usage, below: 80 }");
      }
      return usual;
    }
    return written.get().fields(KEYS).flatMap(f -> measure(f, usual));
  }

  private Optional<Verify> measure(Fields f, Optional<Verify> usual) {
    Optional<String> probe =
        usual.isPresent()
            ? Optional.of(f.or("probe", this::probe, usual.get().probe()))
            : f.need("probe", this::probe, "disk.usage");
    Optional<Double> below = f.read("below", Scalars::number);
    Optional<Double> above = f.read("above", Scalars::number);
    boolean inherits = below.isEmpty() && above.isEmpty() && probe.equals(usual.map(Verify::probe));
    Duration settle = f.or("settle", Scalars::duration, usual.map(Verify::settle).orElse(SETTLE));
    Duration within = f.or("within", Scalars::span, usual.map(Verify::within).orElse(WITHIN));
    if (below.isPresent() && above.isPresent() && above.get() >= below.get()) {
      f.self().error("no value is above " + above.get() + " and below " + below.get());
    }
    if (settle.compareTo(within) >= 0) {
      f.self().error("\"settle\" must be shorter than \"within\", or nothing can ever be verified");
    }
    return probe.map(p ->
        new Verify(
            p,
            inherits ? usual.get().below() : below.orElse(null),
            inherits ? usual.get().above() : above.orElse(null),
            settle,
            within,
            f.or(
                "relapse_watch",
                Scalars::duration,
                usual.map(Verify::relapseWatch).orElse(RELAPSE_WATCH))));
  }

  private Optional<String> probe(Cursor at) {
    return probe(at, known);
  }

  /** A probe's name. */
  static Optional<String> probe(Cursor at, Known known) {
    return Scalars.text(at)
        .filter(name -> {
          boolean there = known.probes().contains(name);
          if (!there) {
            String shown = Text.line(name, 60);
            at.error(
                "unknown probe \""
                    + shown
                    + "\""
                    + Nearest.hint(shown, known.probes().stream().sorted().toList()));
          }
          return there;
        });
  }
}

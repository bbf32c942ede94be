package nightshift.bot.action.disk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nightshift.bot.host.docker.Thing;
import nightshift.bot.host.files.RawPath;
import nightshift.engine.action.Bytes;
import nightshift.engine.action.Durations;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;

/**
 * What people read before they approve that things of Docker's are removed.
 *
 * @param engine of which Docker Engine
 * @param things what goes
 * @param keep where images are saved before; empty when they are not
 * @param why why they are not
 */
record PruneWords(
    String engine, List<Thing> things, Optional<Path> keep, String why, Duration retention) {

  static final String KEEP = "keep ";
  static final String DROP = "keep-not ";

  /** The preview. */
  Preview preview() {
    long bytes = Thing.bytes(things);
    List<String> objects = new ArrayList<>();
    objects.add(keep.map(q -> KEEP + engine + " " + RawPath.escaped(q)).orElse(DROP + engine));
    things.forEach(t -> objects.add(t.line()));
    return new Preview(
        "remove %s from Docker (%s)".formatted(counted(), Bytes.shown(bytes)),
        things.stream().map(t -> Bytes.shown(t.bytes()) + "  " + t.shown()).toList(),
        objects,
        bytes,
        risk(),
        reversal(),
        Duration.ofSeconds(2 + things.size() + (keep.isPresent() ? bytes / (50L << 20) : 0)));
  }

  private String counted() {
    Map<Thing.Kind, Integer> counts = new TreeMap<>();
    things.forEach(t -> counts.merge(t.kind(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach((kind, n) -> parts.add(n + " " + named(kind, n)));
    return String.join(", ", parts);
  }

  private static String named(Thing.Kind kind, int n) {
    return switch (kind) {
      case CONTAINER -> n == 1 ? "stopped container" : "stopped containers";
      case IMAGE -> n == 1 ? "unused image" : "unused images";
      case NETWORK -> n == 1 ? "unused network" : "unused networks";
      case VOLUME -> n == 1 ? "unused volume" : "unused volumes";
      case BUILD_CACHE -> n == 1 ? "record of build cache" : "records of build cache";
    };
  }

  private Risk risk() {
    Risk risk = Risk.LOW;
    for (Thing t : things) {
      risk =
          risk.atLeast(
              switch (t.kind()) {
                case VOLUME -> Risk.HIGH;
                case CONTAINER -> Risk.MEDIUM;
                case IMAGE -> keep.isPresent() ? Risk.LOW : Risk.MEDIUM;
                case NETWORK, BUILD_CACHE -> Risk.LOW;
              });
    }
    return risk;
  }

  private Reversal reversal() {
    long images = things.stream().filter(t -> t.kind() == Thing.Kind.IMAGE).count();
    if (images == 0) {
      return Reversal.none("what is removed cannot be brought back");
    }
    if (keep.isEmpty()) {
      return Reversal.none("the images cannot be brought back from here; " + why);
    }
    String rest = images == things.size() ? "" : "; all else cannot be brought back";
    return Reversal.by(
        "loads the images back from %s, which keeps them for %s%s"
            .formatted(RawPath.shown(keep.get()), Durations.shown(retention), rest));
  }
}

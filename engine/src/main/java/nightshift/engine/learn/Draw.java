package nightshift.engine.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import nightshift.engine.action.Risk;

/**
 * Which of several steps for one cause is taken. By what worked, once there is something to go by:
 * each is drawn from what is known of its rate, and the highest draw is taken (Thompson sampling),
 * so that what works best is taken most, and what is little known is tried sometimes. Pure: the
 * same seed gives the same draw.
 *
 * @param seed of the draws
 * @param candidates in the author's order
 * @param draws one per candidate; negative for those that were not in it
 * @param chosen index of the one that is taken
 */
public record Draw(long seed, List<Candidate> candidates, List<Double> draws, int chosen) {

  /** With fewer observations than this, the author's order holds. */
  public static final int LEAST = 10;

  /**
   * One alternative.
   *
   * @param kind of its action
   * @param risk as previewed
   * @param record of this kind in this playbook, on targets of this class
   * @param tried whether it was tried for this trouble already
   */
  public record Candidate(String kind, Risk risk, TrackRecord record, boolean tried) {}

  public Draw {
    candidates = List.copyOf(candidates);
    draws = List.copyOf(draws);
  }

  /**
   * Draws.
   *
   * @param candidates in the author's order, at least one; what has more risk than the first is
   *     taken by nobody's dice
   */
  public static Draw of(List<Candidate> candidates, long seed) {
    Risk allowed = candidates.getFirst().risk();
    int known =
        candidates.stream()
            .filter(c -> c.risk().compareTo(allowed) <= 0)
            .mapToInt(c -> c.record().runs())
            .sum();
    SplittableRandom random = new SplittableRandom(seed);
    List<Double> draws = new ArrayList<>();
    for (Candidate c : candidates) {
      double u = random.nextDouble();
      boolean in = known >= LEAST && c.risk().compareTo(allowed) <= 0;
      draws.add(in ? Posterior.quantile(c.record().workedNow(), c.record().failedNow(), u) : -1.0);
    }
    return new Draw(
        seed, candidates, draws, known >= LEAST ? highest(draws) : inOrder(candidates, allowed));
  }

  private static int highest(List<Double> draws) {
    int best = 0;
    for (int i = 1; i < draws.size(); i++) {
      best = draws.get(i) > draws.get(best) ? i : best;
    }
    return best;
  }

  /** The first that was not tried for this trouble yet; the first of all when all were. */
  private static int inOrder(List<Candidate> candidates, Risk allowed) {
    for (int i = 0; i < candidates.size(); i++) {
      Candidate c = candidates.get(i);
      if (!c.tried() && c.risk().compareTo(allowed) <= 0) {
        return i;
      }
    }
    return 0;
  }

  /** For the event log: everything that it takes to draw again. */
  public SequencedMap<String, String> facts() {
    TreeMap<String, String> out = new TreeMap<>(Map.of("seed", String.valueOf(seed)));
    for (int i = 0; i < candidates.size(); i++) {
      Candidate c = candidates.get(i);
      String drew = draws.get(i) < 0 ? "not drawn" : "drew " + draws.get(i);
      out.put(
          "candidate " + (i + 1),
          "%s, %s risk, worked %s failed %s, %s"
              .formatted(
                  c.kind(), c.risk().word(), c.record().workedNow(), c.record().failedNow(), drew));
    }
    out.put("chosen", candidates.get(chosen).kind());
    return out;
  }

  /** For the card: what else there was, and how each has done. */
  public String shown() {
    List<String> all =
        candidates.stream().map(c -> c.kind() + " (" + c.record().counts() + ")").toList();
    return "chosen out of " + String.join(", ", all);
  }
}

package nightshift.engine.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan, resolved: nothing in it is still to be looked up.
 *
 * @param index from 1
 * @param kind the action kind's name
 * @param args plain values, bound again at run
 * @param sentence what exactly, from the preview
 * @param details further lines for the card
 * @param risk at least the kind's floor
 * @param reversal whether and how it can be undone
 * @param timeout after which it is stopped
 * @param estimated how long it should take
 * @param manifest names the blob that lists exactly which objects are touched
 * @param bytes how much is moved or freed
 * @param keepGoing the author's {@code on_failure: continue}; shown on the card
 * @param undoes for the steps of an undo plan: which step of which plan; null otherwise
 */
public record Step(
    int index,
    String kind,
    Map<String, Object> args,
    String sentence,
    List<String> details,
    Risk risk,
    Reversal reversal,
    Duration timeout,
    Duration estimated,
    Manifest manifest,
    long bytes,
    boolean keepGoing,
    @Nullable StepKey undoes) {

  public Step {
    args = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(args));
    details = List.copyOf(details);
  }

  /** The same step in this place, with one more line for the card. */
  public Step chosen(int place, String why) {
    List<String> more = new java.util.ArrayList<>(details);
    more.add(why);
    return new Step(
        place, kind, args, sentence, more, risk, reversal, timeout, estimated, manifest, bytes,
        keepGoing, undoes);
  }

  /**
   * Exactly which objects a step may touch, by content.
   *
   * @param count how many
   * @param sha256 of the objects joined by line feeds, hex; also the blob's name in the ledger
   */
  public record Manifest(long count, String sha256) {

    /** The manifest of these objects. */
    public static Manifest of(List<String> objects) {
      return new Manifest(objects.size(), Digests.sha256(String.join("\n", objects)));
    }
  }
}

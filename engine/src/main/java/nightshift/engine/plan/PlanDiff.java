package nightshift.engine.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was approved against what it would be now, for people to read. Pure. */
public final class PlanDiff {

  private static final int MOST_OBJECTS = 10;

  private PlanDiff() {}

  /**
   * One step, and the objects that it touches.
   *
   * @param sentence what it does
   * @param objects one line each
   */
  public record Effect(String sentence, List<String> objects) {
    public Effect {
      objects = List.copyOf(objects);
    }
  }

  /**
   * Lines that begin with {@code -} were approved and are no longer so, lines with {@code +} are
   * new. Empty when nothing differs.
   */
  public static List<String> lines(List<Effect> approved, List<Effect> now) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < Math.max(approved.size(), now.size()); i++) {
      if (i >= now.size()) {
        out.add("- " + approved.get(i).sentence());
      } else if (i >= approved.size()) {
        out.add("+ " + now.get(i).sentence());
      } else {
        step(approved.get(i), now.get(i), out);
      }
    }
    return out;
  }

  private static void step(Effect before, Effect after, List<String> out) {
    if (before.equals(after)) {
      return;
    }
    boolean same = before.sentence().equals(after.sentence());
    if (same) {
      out.add("  " + before.sentence());
    } else {
      out.add("- " + before.sentence());
      out.add("+ " + after.sentence());
    }
    objects("  - ", before.objects(), after.objects(), out);
    objects("  + ", after.objects(), before.objects(), out);
  }

  private static void objects(
      String mark, List<String> these, List<String> others, List<String> out) {
    Set<String> only = new LinkedHashSet<>(these);
    others.forEach(only::remove);
    only.stream().limit(MOST_OBJECTS).map(o -> mark + o).forEach(out::add);
    if (only.size() > MOST_OBJECTS) {
      out.add(mark + "and " + (only.size() - MOST_OBJECTS) + " more");
    }
  }
}

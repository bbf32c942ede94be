package nightshift.bot.action.zfs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nightshift.engine.policy.Glob;

/**
 * Which snapshots of a dataset are to go. Pure.
 *
 * @param old what may go, oldest first
 * @param kept old ones that stay, each with its reason
 * @param all how many there are
 */
record Chosen(List<Snapshot> old, List<String> kept, int all) {

  Chosen {
    old = List.copyOf(old);
    kept = List.copyOf(kept);
  }

  /**
   * Chooses.
   *
   * @param snapshots all of one dataset, oldest first
   * @param origins those that clones stand on
   * @param protect globs of what stays
   */
  static Chosen of(
      List<Snapshot> snapshots,
      Set<String> origins,
      List<String> protect,
      DestroySnapshots.Args args,
      Instant now) {
    long before = now.minus(args.olderThan()).getEpochSecond();
    List<Snapshot> go = new ArrayList<>();
    List<String> stay = new ArrayList<>();
    // Whatever the reason that the newest stay for, they count: K usable ones are what is wanted.
    int candidates = Math.max(0, snapshots.size() - args.kept());
    for (Snapshot s : snapshots.subList(0, candidates)) {
      if (s.created() >= before) {
        continue;
      }
      if (s.holds() > 0) {
        stay.add(s.name() + " is held");
      } else if (origins.contains(s.name())) {
        stay.add(s.name() + " has a clone");
      } else if (isProtected(s, protect)) {
        stay.add(s.name() + " is protected");
      } else {
        go.add(s);
      }
    }
    return new Chosen(go, stay, snapshots.size());
  }

  static boolean isProtected(Snapshot s, List<String> protect) {
    return Glob.any(protect, s.name()) || Glob.any(protect, s.dataset());
  }
}

package nightshift.bot.action.zfs;

import java.util.ArrayList;
import java.util.List;
import nightshift.bot.host.ProgramTrouble;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionResult;

/** Counts what became of the snapshots of one run. For one thread. */
final class Destroyed {

  private final int all;
  private final List<String> left = new ArrayList<>();
  private int done;

  Destroyed(int all) {
    this.all = all;
  }

  void done() {
    done++;
  }

  void left(Snapshot s, String why) {
    left.add(s.name() + ": " + why);
  }

  /** How it ended. A run that destroyed nothing is no success. */
  ActionResult result(String dataset) {
    String rest = left.isEmpty() ? "" : "; " + left.size() + " left alone";
    return new ActionResult(
        done > 0,
        "destroyed %d of %d snapshots of %s%s".formatted(done, all, dataset, rest),
        String.join("\n", left),
        null);
  }

  /** It had to stop here. */
  ActionException stopped(ProgramTrouble e) {
    boolean unknown = e.kind() == ProgramTrouble.Kind.NO_ANSWER;
    Effect effect = unknown ? Effect.UNKNOWN : done > 0 ? Effect.PARTIAL : Effect.NONE;
    return new ActionException(
        effect, "%s; %d of %d were destroyed before".formatted(e.getMessage(), done, all));
  }
}

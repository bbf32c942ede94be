package nightshift.engine.work;

import java.time.InstantSource;
import java.util.Optional;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Plan;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;

/** How many plans of a batch still wait: good when none does. What runs is looked at by itself. */
final class Released extends LedgerProbe {

  /** Its name. */
  static final String NAME = "batch.released";

  Released(Ledger ledger, InstantSource clock) {
    super(NAME, ledger, clock);
  }

  @Override
  Optional<Seen> look(LedgerView view, Target target) {
    return view.livePlan(target).map(batch -> seen(view, batch));
  }

  private static Seen seen(LedgerView view, Plan batch) {
    long waiting =
        Batch.members(view, batch).stream().filter(m -> Batch.waiting(view, m).isPresent()).count();
    String line = waiting == 0 ? "none of its plans waits" : waiting + " of its plans still wait";
    return new Seen(waiting == 0, waiting, "waiting", waiting, line);
  }

  @Override
  String missing(Target target) {
    return "looking at " + target + ": there is no such batch under way";
  }
}

package nightshift.engine.work;

import java.util.Optional;
import nightshift.engine.learn.Outcome;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import org.jspecify.annotations.Nullable;

/** The ways in which a trip ends: failed, or not known. */
final class Endings {

  private final Chronicle chronicle;
  private final Verifying verifying;

  Endings(Chronicle chronicle, Verifying verifying) {
    this.chronicle = chronicle;
    this.verifying = verifying;
  }

  /** It did not work, and it is known how the world stands. */
  void failed(Trip trip, String note, @Nullable Outcome outcome) {
    chronicle.end(trip.plan(), trip.claim(), new PlanEvent.Failed(chronicle.now(), note), outcome);
  }

  /** Nobody knows: nothing is repeated, one look is taken, people are told. */
  void lost(Trip trip, String why) throws InterruptedException {
    Optional<Plan> doubt =
        chronicle.move(trip.plan(), new PlanEvent.Lost(chronicle.now(), firstLine(why)));
    chronicle.release(trip.claim());
    if (doubt.isPresent()) {
      chronicle.doubt(doubt.get(), verifying.look(trip.lib().probes(), trip.plan()));
    }
  }

  static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}

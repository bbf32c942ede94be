package nightshift.engine.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.PlanFacts;
import nightshift.engine.learn.Standing;
import nightshift.engine.learn.Wait;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlaybookRef;
import org.jspecify.annotations.Nullable;

/** What can be asked of the ledger about what came of plans, and what playbooks earned by it. */
public interface OutcomesView {

  /** What came of this plan, as far as it is known. */
  Optional<Observation> outcome(PlanId plan);

  /**
   * What came of the newest plans of this content of this playbook, oldest first; a plan counts
   * from when its outcome was last said.
   */
  List<Observation> observations(PlaybookRef playbook, int limit);

  /** Fixes under relapse watch whose alert was of this source and fingerprint. */
  List<Observation> watched(String source, String fingerprint);

  /** Fixes under relapse watch by this playbook, of whatever content, on this target. */
  List<Observation> watched(String playbook, Target target);

  /** Fixes whose relapse watch ended at or before {@code now} and is not {@code confirmed} yet. */
  List<Observation> watchesOver(Instant now, int limit);

  /**
   * How long the alerts of plans drawn up since then were left alone, the newest first: one wait
   * per alert, from its first plan. Only of sources that say when an alert is over.
   *
   * @param playbook by name; null for all
   */
  List<Wait> waits(@Nullable String playbook, Instant since, int limit);

  /** Plans that answered alerts, drawn up since then, the newest first. */
  List<PlanFacts> facts(Instant since, int limit);

  /** Where the playbook of this name stands. */
  Optional<Standing> standing(String playbook);

  /** Where every playbook stands that was ever loaded, by name. */
  List<Standing> standings();

  /** When this content of this playbook had its breaker closed last. */
  Optional<Instant> breakerClosed(PlaybookRef playbook);
}

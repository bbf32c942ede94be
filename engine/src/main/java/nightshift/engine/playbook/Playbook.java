package nightshift.engine.playbook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightshift.engine.action.Risk;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.plan.Rollback;
import nightshift.engine.plan.Verify;

/**
 * What an operator wrote down, checked and compiled.
 *
 * @param ref name and content hash
 * @param description one line for people; may be empty
 * @param matching which alerts
 * @param when further condition on the alert; empty for always
 * @param target what to act on
 * @param persist how long the alert must have been firing ({@code for})
 * @param diagnose probes to read besides the resolver's own
 * @param confidence the author's prior, percent
 * @param risk raises the computed risk; empty leaves it
 * @param steps what to do
 * @param verify how to measure success
 * @param limits brakes
 * @param autonomy how much it may do by itself
 * @param approval who may allow it; empty takes the configuration's rule for the risk
 * @param rollback when finished steps are put back by themselves
 * @param upTo how much it may be allowed to do by itself in time; never less than {@code autonomy}
 */
public record Playbook(
    PlaybookRef ref,
    String description,
    Matching matching,
    Optional<Condition> when,
    Template target,
    Duration persist,
    List<String> diagnose,
    int confidence,
    Optional<Risk> risk,
    List<StepTemplate> steps,
    Verify verify,
    Limits limits,
    Autonomy autonomy,
    Optional<ApprovalRule> approval,
    Rollback rollback,
    Autonomy upTo) {

  /** A playbook whose autonomy stays what it is, but for trust that is taken back. */
  public Playbook(
      PlaybookRef ref,
      String description,
      Matching matching,
      Optional<Condition> when,
      Template target,
      Duration persist,
      List<String> diagnose,
      int confidence,
      Optional<Risk> risk,
      List<StepTemplate> steps,
      Verify verify,
      Limits limits,
      Autonomy autonomy,
      Optional<ApprovalRule> approval,
      Rollback rollback) {
    this(
        ref,
        description,
        matching,
        when,
        target,
        persist,
        diagnose,
        confidence,
        risk,
        steps,
        verify,
        limits,
        autonomy,
        approval,
        rollback,
        autonomy);
  }

  public Playbook {
    diagnose = List.copyOf(diagnose);
    steps = List.copyOf(steps);
  }

  /** The same playbook with another autonomy. */
  public Playbook at(Autonomy other) {
    return new Playbook(
        ref,
        description,
        matching,
        when,
        target,
        persist,
        diagnose,
        confidence,
        risk,
        steps,
        verify,
        limits,
        other,
        approval,
        rollback,
        upTo);
  }
}

package nightshift.engine.work;

import java.time.Instant;
import nightshift.engine.alert.Redaction;
import nightshift.engine.plan.PlanId;
import nightshift.engine.policy.Vote;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.ChatInbox;
import org.jspecify.annotations.Nullable;

/** The one door for people: hands each press to the service that answers it. */
final class Inbox implements ChatInbox {

  private final Approvals approvals;
  private final Requests requests;
  private final Levers levers;

  Inbox(Approvals approvals, Requests requests, Levers levers) {
    this.approvals = approvals;
    this.requests = requests;
    this.levers = levers;
  }

  @Override
  public Receipt decide(
      PlanId plan,
      int revision,
      String digest,
      Vote.Choice choice,
      Voter voter,
      String interaction,
      String reason) {
    return approvals.decide(
        new Approvals.Press(
            plan, revision, digest, choice, voter, interaction, Redaction.of(reason)));
  }

  @Override
  public Receipt undo(PlanId plan, Voter voter, String interaction) {
    try {
      return requests.undo(plan, voter);
    } catch (InterruptedException e) {
      return stopping();
    }
  }

  @Override
  public Receipt retry(PlanId plan, Voter voter, String interaction) {
    try {
      return requests.retry(plan, voter);
    } catch (InterruptedException e) {
      return stopping();
    }
  }

  private static Receipt stopping() {
    Thread.currentThread().interrupt();
    return new Receipt(
        Verdict.REFUSED, "Nightshift is stopping. Nothing was done; press again later.", null);
  }

  @Override
  public Receipt settle(
      PlanId plan, boolean fixed, Voter voter, String interaction, String reason) {
    return requests.settle(plan, fixed, voter, Redaction.of(reason));
  }

  @Override
  public Receipt feedback(PlanId plan, boolean helped, Voter voter, String interaction) {
    return requests.feedback(plan, helped, voter);
  }

  @Override
  public Receipt pause(Voter voter, String reason, @Nullable Instant until) {
    return levers.pause(voter, reason, until);
  }

  @Override
  public Receipt resume(Voter voter) {
    return levers.resume(voter);
  }

  @Override
  public Receipt closeBreaker(String playbook, Voter voter, String reason) {
    return levers.closeBreaker(playbook, voter, reason);
  }
}

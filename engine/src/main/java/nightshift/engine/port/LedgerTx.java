package nightshift.engine.port;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.action.ActionResult;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Signal;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.learn.Lesson;
import nightshift.engine.learn.Standing;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.plan.StepKey;
import nightshift.engine.plan.StepPermit;
import nightshift.engine.plan.StepRun;
import nightshift.engine.policy.Vote;
import org.jspecify.annotations.Nullable;

/**
 * What can be written, inside one transaction. Every write that matters to people is also an event.
 */
public interface LedgerTx extends LedgerView {

  /** What admitting an alert came to. */
  enum Admission {
    /** A new firing: written down, to be planned. */
    NEW,
    /** A firing that we know: the same start, or one that is still open and being dealt with. */
    REPEAT
  }

  /**
   * Writes a firing down unless it is known: the same (source, fingerprint, startsAt), or an open
   * firing of the same (source, fingerprint) that is unplanned or has a live plan. An open firing
   * without a live plan is closed in favour of the new one.
   */
  Admission admit(Alert alert);

  /**
   * Closes every open firing of this problem.
   *
   * @return the ids of the alerts that it closed
   */
  java.util.List<String> resolve(Signal.Resolved signal);

  /**
   * Notes that nothing more is to be planned for this alert, and why: a plan, no playbook, a brake.
   */
  void planned(String alertId, String outcome, Instant at);

  /**
   * Leaves the alert unplanned, and looks at it again not before {@code until} ({@code for},
   * cooldown).
   */
  void defer(String alertId, Instant until, String why);

  /**
   * Lets alerts be planned anew at once that are still firing and were {@link #planned} with one of
   * these outcomes: what was in the way may be gone.
   *
   * @return how many
   */
  int reconsider(java.util.Collection<String> outcomes, Instant at);

  /**
   * Opens a plan in DRAFTED. Numbers count from 1 without gaps. The card of its parent, if it has
   * one, is stale from then on, and again when this plan ends: its buttons depend on it.
   *
   * @return empty when the target has a live plan
   */
  Optional<Plan> open(Plan.Draft draft, Instant at);

  /**
   * Moves a plan by the machine's law, if nobody moved it since {@code plan} was read: new state,
   * chained event, and stale cards, together. Votes counted and a clock started since then are no
   * moves.
   *
   * @return the plan as it is now; empty when somebody else moved it first
   * @throws IllegalStateException when the machine does not allow this event in that state
   */
  Optional<Plan> apply(Plan plan, PlanEvent event, String actor);

  /**
   * Counts a vote, and makes cards stale, because they show the tally. Somebody who changes their
   * mind is counted once more: yes and no are different answers.
   *
   * @return false when this very press on this plan, or this person's same answer to this revision,
   *     is counted already
   */
  boolean vote(Vote vote);

  /**
   * Takes the right to execute an APPROVED plan: the claim and {@link PlanEvent.Claimed} in one.
   *
   * @return empty when it is not APPROVED or somebody else has it
   */
  Optional<Claim> claim(PlanId plan, String owner, Instant now, Instant until);

  /** Prolongs our lease; false when the claim is no longer ours. */
  boolean renew(Claim claim, Instant until);

  /**
   * Takes over a claim whose owner is gone: lapsed at {@code now}, or {@code ownerIsDead}. The
   * epoch grows, so the former owner gets no further permit.
   */
  Optional<Claim> takeOver(
      PlanId plan, String owner, Instant now, Instant until, boolean ownerIsDead);

  /**
   * Gives the claim back, if it is still ours: its lease lapses at once, its row and epoch stay,
   * and it gets no further permit.
   */
  void release(Claim claim);

  /**
   * Asks to start a step; the permit and what undo needs are durable before the effect. The claim
   * counts as lost, too, when the plan is not EXECUTING (or, to roll back, ROLLING_BACK) any more.
   *
   * @param captured what undo will need
   */
  StepPermit beginStep(Claim claim, StepKey step, String captured, Instant at);

  /**
   * Notes how a step ended. The first word stands; only {@code UNKNOWN} gives way to a later one.
   */
  void endStep(Claim claim, StepKey step, StepRun.Status status, ActionResult result, Instant at);

  /** Stores a text under its SHA-256, which it returns. Idempotent. */
  String put(String blob);

  /** Writes into the plan's thread; the same key replaces. Errands for every platform follow. */
  void say(PlanId plan, String key, Reply reply, Instant at);

  /**
   * A card was posted or edited and now shows {@code version}. Starts the approval clock if it is
   * the first.
   */
  void cardShown(PlanId plan, CardRef where, long version, Instant at);

  /** What a card says is another now, though its plan did not move: it is shown anew. */
  void cardChanged(PlanId plan);

  /** A card could not be shown; try again at {@code until}. */
  void cardPostponed(PlanId plan, String platform, Instant until, String why);

  /**
   * Forgets where the card and the replies under it are, because the message was deleted: the card
   * is posted anew, and a reply that is written again is, too.
   */
  void cardGone(PlanId plan, String platform);

  /**
   * A reply was delivered.
   *
   * @param ref the platform's own name of the message
   */
  void delivered(LedgerView.Errand errand, String ref, Instant at);

  /** A reply could not be delivered; try again at {@code until}. */
  void postpone(LedgerView.Errand errand, Instant until, String why);

  /**
   * Notes what came of a plan, toward its playbook's record, and makes its card stale; a later
   * lesson from the same plan replaces it.
   */
  void learn(PlanId plan, Lesson lesson);

  /** Notes that a report was shown on a platform, or that it has no place for it. */
  void reported(String key, String platform, Instant at);

  /** Notes where a playbook stands from now on. */
  void stand(Standing standing);

  /** Ends the relapse watch of a fix: nothing overturns it by itself any more. */
  void confirmed(PlanId plan, Instant at);

  /**
   * Closes a playbook's breaker: its failures so far count no more as failures in a row.
   *
   * @param failedInARow how many they were, for the log
   */
  void closeBreaker(PlaybookRef playbook, int failedInARow, String by, String reason, Instant at);

  /** Stops execution until resumed, or until a time. */
  void pause(Pause pause);

  /** Lifts the pause; false when there was none. */
  boolean resume(String by, Instant at);

  /**
   * Writes an event that moves no plan: a denied press, a log-in, a suppressed alert, a loaded
   * configuration.
   */
  void note(
      @Nullable PlanId plan, String type, String actor, Map<String, String> facts, Instant at);

  /**
   * Keeps a short text over restarts, in place of what was kept under this key before: how far
   * something was read, never a fact about plans. Leaves no event.
   */
  void keep(String key, String value);

  /** Registers a chat platform, so that cards and replies written from now on are owed to it. */
  void platform(String name);

  /**
   * Overwrites the one row that means nothing, to see whether writes still get through to the disk.
   * Leaves no event.
   */
  void pulse(Instant at);
}

package nightshift.engine.plan;

import java.time.Instant;
import java.util.List;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.Target;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it stands now: the draft that was written down, and where it is in its life.
 *
 * @param id its number
 * @param uid its full id, never reused
 * @param draft what will be done, and why; never changes
 * @param state where it is
 * @param version grows with every change, a counted vote too; cards go by it
 * @param createdAt when it was drawn up
 * @param changedAt when the state last changed
 * @param expiresAt when the approval runs out; null until the first card was delivered
 * @param decision who decided, null while nobody has (or needed to)
 * @param claimedAt when execution began, null before
 * @param note why it is in this state, one line for people; empty when the state says it all
 */
public record Plan(
    PlanId id,
    String uid,
    Draft draft,
    PlanState state,
    long version,
    Instant createdAt,
    Instant changedAt,
    @Nullable Instant expiresAt,
    @Nullable Decision decision,
    @Nullable Instant claimedAt,
    String note) {

  /** The kind of a batch's one step; no playbook can name it. */
  public static final String RELEASE = "batch.release";

  /** The first six characters of the digest, as on the card. */
  public String shortDigest() {
    return draft.digest().substring(0, 6);
  }

  /**
   * This plan after {@code event}. Only an approval or a rejection is the plan's decision: a later
   * settling is told in its note.
   *
   * @throws IllegalStateException when the machine does not allow this event in this state
   */
  public Plan after(PlanEvent event) {
    PlanState to =
        PlanMachine.next(state, event)
            .orElseThrow(() ->
                new IllegalStateException(
                    "plan " + id + " is " + state.word() + ": cannot be " + event.type()));
    Decision by =
        switch (event) {
          case PlanEvent.Approved a -> a.decision();
          case PlanEvent.Rejected r -> r.decision();
          default -> decision;
        };
    Instant claimed = event instanceof PlanEvent.Claimed c ? c.at() : claimedAt;
    return new Plan(
        id,
        uid,
        draft,
        to,
        version + 1,
        createdAt,
        event.at(),
        expiresAt,
        by,
        claimed,
        event.note());
  }

  /** Whether this plan puts back what another did. */
  public boolean isUndo() {
    return draft.steps().stream().anyMatch(s -> s.undoes() != null);
  }

  /** Whether this plan's one effect is to let other plans go, which it lists. */
  public boolean isBatch() {
    return draft.releases();
  }

  /** Whether any step can be undone. */
  public boolean undoable() {
    return draft.steps().stream().anyMatch(s -> s.reversal().possible());
  }

  /**
   * What was drawn up. Immutable from the moment that it is opened.
   *
   * @param revision counts from 1; a vote counts for one revision only
   * @param alertId the alert that it answers; null for plans that a person asked for
   * @param playbook name and content hash
   * @param target what it acts on
   * @param headline the steps' verbs in one line
   * @param title the alert's title
   * @param diagnosis why
   * @param steps what, exactly, in order
   * @param verify how success is measured
   * @param approval who may allow it
   * @param risk computed: the highest of the steps', raised by the author at most
   * @param confidence percent
   * @param asks whether a person must approve, and in {@code asksBecause} why
   * @param asksBecause one line
   * @param rollback when finished steps are put back by themselves
   * @param parent the plan that this one undoes or tries again, null otherwise
   * @param initiator the person who asked for it, null when an alert did
   * @param digest of the effect: see {@link Digests#ofEffect}
   * @param trackRecord the playbook's record at that time, one line
   */
  public record Draft(
      int revision,
      @Nullable String alertId,
      PlaybookRef playbook,
      Target target,
      String headline,
      String title,
      Diagnosis diagnosis,
      List<Step> steps,
      Verify verify,
      ApprovalRule approval,
      Risk risk,
      int confidence,
      boolean asks,
      String asksBecause,
      Rollback rollback,
      @Nullable PlanId parent,
      @Nullable String initiator,
      String digest,
      String trackRecord) {
    public Draft {
      steps = List.copyOf(steps);
    }

    /** Whether its one effect is to let other plans go: see {@link Plan#isBatch}. */
    public boolean releases() {
      return !steps.isEmpty() && steps.stream().allMatch(s -> s.kind().equals(RELEASE));
    }
  }

  /**
   * Who decided.
   *
   * @param by the person's name, or {@code nightshift} for an automatic plan
   * @param where the platform: {@code web}, {@code api}, {@code discord}
   * @param at when
   * @param reason as given; empty when none
   */
  public record Decision(String by, String where, Instant at, String reason) {}
}

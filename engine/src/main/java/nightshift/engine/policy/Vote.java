package nightshift.engine.policy;

import java.time.Instant;
import nightshift.engine.plan.PlanId;

/**
 * One person's answer to one revision of one plan.
 *
 * @param plan which
 * @param revision of it
 * @param digest what they saw
 * @param choice yes, yes with care, or no
 * @param person the configured name
 * @param roles the roles that they had at that time
 * @param voter as authenticated
 * @param interaction the platform's id of this press; a press counts once
 * @param reason as given; may be empty
 * @param at when
 */
public record Vote(
    PlanId plan,
    int revision,
    String digest,
    Choice choice,
    String person,
    java.util.Set<String> roles,
    Voter voter,
    String interaction,
    String reason,
    Instant at) {

  /** The same vote with the roles that the person has by now. */
  public Vote with(java.util.Set<String> rolesNow) {
    return new Vote(
        plan, revision, digest, choice, person, rolesNow, voter, interaction, reason, at);
  }

  /** What a person can answer. */
  public enum Choice {
    APPROVE,
    /** For a batch: yes, but one of its plans first, and the others when that one is verified. */
    CANARY,
    REJECT;

    /** Whether it allows. */
    public boolean yes() {
      return this != REJECT;
    }
  }
}

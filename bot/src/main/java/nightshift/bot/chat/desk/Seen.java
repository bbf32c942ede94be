package nightshift.bot.chat.desk;

import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;

/**
 * Which plan somebody decides about, as they saw it.
 *
 * @param plan its number
 * @param revision of it
 * @param digest the beginning of it, at least six hex digits
 */
public record Seen(PlanId plan, int revision, String digest) {

  /** A plan as it stands now. */
  public static Seen of(Plan plan) {
    return new Seen(plan.id(), plan.draft().revision(), plan.draft().digest());
  }
}

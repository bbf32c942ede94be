package nightshift.engine.learn;

import java.time.Instant;
import nightshift.engine.action.Risk;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.playbook.Autonomy;
import org.jspecify.annotations.Nullable;

/**
 * Where a playbook stands on the ladder from shadow to auto.
 *
 * @param playbook by name and content: trust is in this content alone
 * @param rung how much it may do by itself now
 * @param reach the highest risk that it may run unasked on this rung: what people allowed when they
 *     promoted it, or {@link #UNLIMITED}
 * @param start where its file lets it begin
 * @param ceiling how far its file lets it rise
 * @param since when it took this rung
 * @param why it stands there, one line; empty when it merely began there
 * @param heldSince since when every look found enough evidence to rise; null while the last look
 *     did not
 * @param heldFor for which risk; says nothing while {@code heldSince} is null
 */
public record Standing(
    PlaybookRef playbook,
    Autonomy rung,
    Risk reach,
    Autonomy start,
    Autonomy ceiling,
    Instant since,
    String why,
    @Nullable Instant heldSince,
    Risk heldFor) {

  /** The reach of a rung that the file itself gives: the house's own limit is all that holds. */
  public static final Risk UNLIMITED = Risk.CRITICAL;

  /** Where its file lets it begin. */
  public static Standing begun(
      PlaybookRef playbook, Autonomy start, Autonomy ceiling, Instant now, String why) {
    return new Standing(playbook, start, UNLIMITED, start, ceiling, now, why, null, Risk.LOW);
  }

  /** The same playbook on another rung, where its evidence is looked at anew. */
  public Standing at(Autonomy other, Risk reach, Instant now, String because) {
    return new Standing(playbook, other, reach, start, ceiling, now, because, null, Risk.LOW);
  }

  /** The same playbook asking for everything. */
  public Standing asking(Instant now, String because) {
    return at(Autonomy.ASK, Risk.LOW, now, because);
  }

  /** The same rung, with evidence for this risk since then; null for none. */
  public Standing held(@Nullable Instant since, Risk risk) {
    return new Standing(playbook, rung, reach, start, ceiling, this.since, why, since, risk);
  }

  /** Whether a plan of this risk asks only because the rung was allowed for less. */
  public boolean beyond(Risk risk) {
    return rung.unasked() && risk.compareTo(reach) > 0;
  }

  /** How much it may do by itself with a plan of this risk. */
  public Autonomy rung(Risk risk) {
    return beyond(risk) ? Autonomy.ASK : rung;
  }
}

package nightshift.engine.learn;

import java.time.Instant;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.playbook.Autonomy;
import org.jspecify.annotations.Nullable;

/**
 * Where a playbook stands on the ladder from shadow to auto.
 *
 * @param playbook by name and content: trust is in this content alone
 * @param rung how much it may do by itself now
 * @param start where its file lets it begin
 * @param ceiling how far its file lets it rise
 * @param since when it took this rung
 * @param why it stands there, one line; empty when it merely began there
 * @param heldSince since when every look found enough evidence for the next rung; null while the
 *     last look did not
 */
public record Standing(
    PlaybookRef playbook,
    Autonomy rung,
    Autonomy start,
    Autonomy ceiling,
    Instant since,
    String why,
    @Nullable Instant heldSince) {

  /** The same playbook on another rung, where its evidence is looked at anew. */
  public Standing at(Autonomy other, Instant now, String because) {
    return new Standing(playbook, other, start, ceiling, now, because, null);
  }

  /** The same rung, with evidence since then; null for none. */
  public Standing held(@Nullable Instant since) {
    return new Standing(playbook, rung, start, ceiling, this.since, why, since);
  }
}

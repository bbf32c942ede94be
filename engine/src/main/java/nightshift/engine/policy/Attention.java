package nightshift.engine.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nightshift.engine.action.Risk;
import org.jspecify.annotations.Nullable;

/**
 * How loudly people are asked. Plans of low and medium risk wait silently in quiet hours, and their
 * approval clock starts when these end; high and critical ones always call.
 *
 * @param remind after this time the people who were asked are called again; null for half of the
 *     time that the approval rule gives
 * @param quiet null for none
 * @param direct who gets a direct message too; null for nobody
 */
public record Attention(
    @Nullable Duration remind, @Nullable QuietHours quiet, @Nullable Direct direct) {

  /** A reminder at half time; no quiet hours; no direct messages. */
  public static final Attention USUAL = new Attention(null, null, null);

  /**
   * @param roles whose people get direct messages
   * @param from for plans of at least this risk
   */
  public record Direct(List<String> roles, Risk from) {
    public Direct {
      roles = List.copyOf(roles);
    }
  }

  /** Whether a plan of this risk calls nobody at that time. */
  public boolean silent(Risk risk, Instant time) {
    return quiet != null && risk.compareTo(Risk.HIGH) < 0 && quiet.at(time);
  }

  /** When the approval clock of a plan starts whose card is first shown at that time. */
  public Instant begins(Risk risk, Instant shown) {
    return quiet != null && silent(risk, shown) ? quiet.end(shown) : shown;
  }

  /** Roles whose people get a direct message about a plan of this risk. */
  public List<String> direct(Risk risk) {
    return direct == null || risk.compareTo(direct.from()) < 0 ? List.of() : direct.roles();
  }
}

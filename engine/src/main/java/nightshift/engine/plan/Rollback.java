package nightshift.engine.plan;

import java.util.Locale;

/** When finished steps are put back without being asked. */
public enum Rollback {
  /** Never; the Undo button remains. */
  NEVER,
  /** When a step failed, or a probe that was good turned bad. */
  ON_WORSE,
  /** Also when verification did not show the fix. */
  ON_UNVERIFIED;

  /** The lower-case word in playbooks: {@code never}, {@code on-worse}, {@code on-unverified}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

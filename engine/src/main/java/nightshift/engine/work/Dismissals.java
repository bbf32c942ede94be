package nightshift.engine.work;

import java.util.List;

/** Why an alert got no plan and nobody was asked. */
public final class Dismissals {

  /** No playbook is for it. */
  public static final String NO_PLAYBOOK = "no playbook matches";

  /** A playbook is for it, but what to act on cannot be told from the alert. */
  public static final String NO_TARGET = "no valid target";

  /**
   * Every such reason: alerts that people should hear of, and that another configuration may
   * answer.
   */
  public static final List<String> ALL = List.of(NO_PLAYBOOK, NO_TARGET);

  private Dismissals() {}
}

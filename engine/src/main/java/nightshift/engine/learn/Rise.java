package nightshift.engine.learn;

import nightshift.engine.action.Risk;
import nightshift.engine.playbook.Autonomy;

/**
 * What people may be asked to allow a playbook.
 *
 * @param rung how much it would do by itself
 * @param risk the highest risk that it would do that with
 */
public record Rise(Autonomy rung, Risk risk) {}

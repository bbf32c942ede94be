/** What an operator wrote down: which alerts, which steps, how to verify, within which limits. */
@NullMarked
package nightshift.engine.playbook;

import org.jspecify.annotations.NullMarked;

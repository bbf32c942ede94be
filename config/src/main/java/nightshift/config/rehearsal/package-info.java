/** Tests of playbooks, as their authors write them: an alert, readings, and the plan to expect. */
@NullMarked
package nightshift.config.rehearsal;

import org.jspecify.annotations.NullMarked;

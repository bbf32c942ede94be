/** Playbook files, checked and compiled to what the engine runs. */
@NullMarked
package nightshift.config.playbook;

import org.jspecify.annotations.NullMarked;

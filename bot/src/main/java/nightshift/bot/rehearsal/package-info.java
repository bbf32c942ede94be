/** Trying playbooks out: on the readings of a test, and comparing what comes of it. */
@NullMarked
package nightshift.bot.rehearsal;

import org.jspecify.annotations.NullMarked;

/** Measures how fast the journey is on this machine, and says exactly what was measured. */
@NullMarked
package nightshift.bot.bench;

import org.jspecify.annotations.NullMarked;

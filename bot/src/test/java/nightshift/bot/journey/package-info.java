/**
 * Whole nights: something real is broken, the alert comes in, a person approves, and somebody who
 * is not Nightshift looks whether it is well again.
 */
@NullMarked
package nightshift.bot.journey;

import org.jspecify.annotations.NullMarked;

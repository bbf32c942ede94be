/** Whole journeys: a real thing is broken, an alert comes in, a person approves, it is healed. */
@NullMarked
package nightshift.bot.journey;

import org.jspecify.annotations.NullMarked;

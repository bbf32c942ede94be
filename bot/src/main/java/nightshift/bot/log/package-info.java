/** How log lines are written. Named in {@code logback.xml}. */
@NullMarked
package nightshift.bot.log;

import org.jspecify.annotations.NullMarked;

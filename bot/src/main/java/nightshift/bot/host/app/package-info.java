/** Typed clients of the applications that people run: what they are asked, and what it means. */
@NullMarked
package nightshift.bot.host.app;

import org.jspecify.annotations.NullMarked;

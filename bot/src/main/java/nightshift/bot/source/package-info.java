/** The porch: bytes from monitoring systems become signals, and each is written down before yes. */
@NullMarked
package nightshift.bot.source;

import org.jspecify.annotations.NullMarked;

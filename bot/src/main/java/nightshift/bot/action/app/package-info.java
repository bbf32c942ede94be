/** The applications that people run: *arr, download clients and media servers. */
@NullMarked
package nightshift.bot.action.app;

import org.jspecify.annotations.NullMarked;

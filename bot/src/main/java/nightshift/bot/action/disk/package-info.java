/**
 * Making room on disks: by moving old files away rather than deleting them, where that is possible.
 */
@NullMarked
package nightshift.bot.action.disk;

import org.jspecify.annotations.NullMarked;

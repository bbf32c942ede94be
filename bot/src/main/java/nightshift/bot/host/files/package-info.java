/**
 * The host's files and disks: looking without following links, and touching without being led
 * astray.
 */
@NullMarked
package nightshift.bot.host.files;

import org.jspecify.annotations.NullMarked;

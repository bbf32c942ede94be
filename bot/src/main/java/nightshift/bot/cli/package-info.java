/** The command line: what a person or a script types, what they read, and the exit codes. */
@NullMarked
package nightshift.bot.cli;

import org.jspecify.annotations.NullMarked;

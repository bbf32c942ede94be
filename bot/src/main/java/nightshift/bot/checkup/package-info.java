/** Looking whether something outside is set up as it should be, for {@code nightshift doctor}. */
@NullMarked
package nightshift.bot.checkup;

import org.jspecify.annotations.NullMarked;

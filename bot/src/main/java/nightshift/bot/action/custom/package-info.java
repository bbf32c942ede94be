/** Commands that the operator declared, run exactly as declared, with checked inputs. */
@NullMarked
package nightshift.bot.action.custom;

import org.jspecify.annotations.NullMarked;

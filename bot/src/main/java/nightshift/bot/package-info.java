/** The roof: the program's entry, and the one place where every part is put together. */
@NullMarked
package nightshift.bot;

import org.jspecify.annotations.NullMarked;

/**
 * The typed things that Nightshift can do to the world, and what each promises before it does them.
 */
@NullMarked
package nightshift.engine.action;

import org.jspecify.annotations.NullMarked;

/** A plan, its life, and the one law of that life. */
@NullMarked
package nightshift.engine.plan;

import org.jspecify.annotations.NullMarked;

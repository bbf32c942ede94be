/** The doors of the house: what the engine needs from the outside, and what it offers. */
@NullMarked
package nightshift.engine.port;

import org.jspecify.annotations.NullMarked;

/** The services that carry a plan along its journey; each hand-over is a row in the ledger. */
@NullMarked
package nightshift.engine.work;

import org.jspecify.annotations.NullMarked;

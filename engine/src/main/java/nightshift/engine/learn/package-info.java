/** What came of it: outcomes and track records. */
@NullMarked
package nightshift.engine.learn;

import org.jspecify.annotations.NullMarked;

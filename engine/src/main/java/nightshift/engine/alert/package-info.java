/** What came in at the door: one firing of one problem, bounded and cleaned, and nothing else. */
@NullMarked
package nightshift.engine.alert;

import org.jspecify.annotations.NullMarked;

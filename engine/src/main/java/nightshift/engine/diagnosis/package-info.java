/** What is wrong, with whom, and the evidence that shows it. */
@NullMarked
package nightshift.engine.diagnosis;

import org.jspecify.annotations.NullMarked;

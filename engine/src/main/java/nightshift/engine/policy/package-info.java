/** Who may allow what, and which brakes hold: pure decisions over plain facts. */
@NullMarked
package nightshift.engine.policy;

import org.jspecify.annotations.NullMarked;

/** Per family of problems: which probes to read and what their readings mean. Pure. */
@NullMarked
package nightshift.engine.resolver;

import org.jspecify.annotations.NullMarked;

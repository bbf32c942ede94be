/** What people read: platform-neutral cards and replies, and every sentence in them. */
@NullMarked
package nightshift.engine.card;

import org.jspecify.annotations.NullMarked;

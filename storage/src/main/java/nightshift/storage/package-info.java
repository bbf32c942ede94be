/**
 * The ledger on SQLite: everything that must outlive a crash, and the only place that knows SQL.
 */
@NullMarked
package nightshift.storage;

import org.jspecify.annotations.NullMarked;

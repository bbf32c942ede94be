/** What every implementation of a port must do, with fakes and sample values for other tests. */
@NullMarked
package nightshift.engine.contract;

import org.jspecify.annotations.NullMarked;

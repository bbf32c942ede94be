/** What the operator wrote: settings, people and playbooks, read from YAML and checked. */
@NullMarked
package nightshift.config;

import org.jspecify.annotations.NullMarked;

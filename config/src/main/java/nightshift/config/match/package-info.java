/** Which alerts something is for: Alertmanager's matchers and regexes, out of YAML. */
@NullMarked
package nightshift.config.match;

import org.jspecify.annotations.NullMarked;

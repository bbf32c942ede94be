/**
 * Reading YAML so that every mistake is reported with file, line, column and what was probably
 * meant.
 */
@NullMarked
package nightshift.config.yaml;

import org.jspecify.annotations.NullMarked;

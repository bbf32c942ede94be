/** Alertmanager's webhook, version 4, and what speaks like it. */
@NullMarked
package nightshift.bot.source.alertmanager;

import org.jspecify.annotations.NullMarked;

/** The service family: what is seen of systemd's units, and what is done to them. */
@NullMarked
package nightshift.bot.action.service;

import org.jspecify.annotations.NullMarked;

/** The Docker Engine: the only room that sees docker-java. Everybody else sees our own records. */
@NullMarked
package nightshift.bot.host.docker;

import org.jspecify.annotations.NullMarked;

/** Tests of the bench. */
package nightshift.bot.bench;

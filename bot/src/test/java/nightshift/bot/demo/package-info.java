/** Tests of the demo: its patient is real, and it leaves nothing behind. */
package nightshift.bot.demo;

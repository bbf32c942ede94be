/** Tests of the command line, against a server that stands in for the real one. */
package nightshift.bot.cli;

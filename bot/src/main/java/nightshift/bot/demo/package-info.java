/**
 * The demo: a patient of its own (a folder that counts as a disk, a small HTTP service, a container
 * where Docker answers), broken for real and healed by the same server that {@code serve} runs.
 */
@NullMarked
package nightshift.bot.demo;

import org.jspecify.annotations.NullMarked;

package nightshift.bot.host.proc;

/**
 * Which process it is. A pid alone is taken again by others; together with the time it started and
 * the program that it runs, it is one process and no other.
 *
 * @param pid its number
 * @param start when it started, in hundredths of a second since this machine did
 * @param executable the program's path as the kernel knows it; empty for kernel threads and where
 *     it is not ours to see
 */
public record ProcessId(int pid, long start, String executable) {}

package nightshift.bot.host.proc;

import java.util.Optional;

/**
 * One process as it was at one look.
 *
 * @param id which one
 * @param name what the kernel calls it, at most 15 characters; a process can choose this
 * @param parent pid of its parent
 * @param ended whether it has ended and only waits for its parent to notice
 * @param cpu processor time that it has used, in hundredths of a second
 * @param resident memory that it holds, in bytes
 * @param nice -20 (goes first) to 19 (lets others go first), of its main thread
 * @param user who runs it
 * @param deleted whether the program's file is gone since it was started
 * @param container full id of the container that it runs in, by its control group
 */
public record ProcessFacts(
    ProcessId id,
    String name,
    int parent,
    boolean ended,
    long cpu,
    long resident,
    int nice,
    String user,
    boolean deleted,
    Optional<String> container) {

  /** Its pid. */
  public int pid() {
    return id.pid();
  }

  /** The last part of its program's path, or its name in brackets where there is no program. */
  public String program() {
    String path = id.executable();
    return path.isEmpty() ? "[" + name + "]" : path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path of its program, or its name in brackets. */
  public String shown() {
    return id.executable().isEmpty() ? "[" + name + "]" : id.executable();
  }
}

package nightshift.bot.action.disk;

/**
 * What emptying the quarantine threw away.
 *
 * @param runs how many steps can no longer be undone
 * @param files how many files
 * @param bytes how many bytes they had
 */
public record Swept(int runs, long files, long bytes) {

  static final Swept NOTHING = new Swept(0, 0, 0);

  Swept plus(Swept o) {
    return new Swept(runs + o.runs, files + o.files, bytes + o.bytes);
  }
}

package nightshift.bot.action.disk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.bot.host.Machine;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.Tool;
import nightshift.engine.action.Bytes;

/**
 * The systemd journals of one machine.
 *
 * @param folders where journald keeps them
 * @see <a href="https://systemd.io/JOURNAL_FILE_FORMAT/">Journal file format</a>
 */
record Journals(Machine machine, List<String> folders) {

  /** Where journald keeps journals, on disk and in memory. */
  static final List<String> USUAL = List.of("/var/log/journal", "/run/log/journal");

  private static final Tool JOURNALCTL = new Tool("journalctl");
  private static final Tool FIND = new Tool("find");
  private static final Tool RM = new Tool("rm");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern USAGE = Pattern.compile("take up ([0-9.]+[BKMGT]?) in");
  private static final Pattern LINE =
      Pattern.compile("(\\d{1,20}) (\\d{1,15}) (/[A-Za-z0-9_.@~/-]{1,400})");
  // The name of an archived journal ends in sequence id, first sequence number and first time in
  // microseconds; that of one that was found damaged in two numbers, the first of them a time.
  private static final Pattern ARCHIVED =
      Pattern.compile(
          ".*@(?:[0-9a-f]{32}-[0-9a-f]{16}-([0-9a-f]{16})\\.journal"
              + "|([0-9a-f]{16})-[0-9a-f]{16}\\.journal~)");

  /**
   * One journal file.
   *
   * @param inode which file it is
   * @param bytes what it takes on the disk
   * @param begins microseconds since 1970 of its first entry; empty for one that is written to
   */
  record Journal(String path, String inode, long bytes, Optional<Long> begins) {

    private static final Pattern OBJECT =
        Pattern.compile("journal (\\d{1,20}) (\\d{1,15}) (/[A-Za-z0-9_.@~/-]{1,400})");

    static Optional<Journal> of(String inode, String bytes, String path) {
      Matcher m = ARCHIVED.matcher(path);
      Optional<Long> begins =
          m.matches()
              ? Optional.of(
                  Long.parseUnsignedLong(m.group(1) == null ? m.group(2) : m.group(1), 16))
              : Optional.empty();
      return path.contains("..")
          ? Optional.empty()
          : Optional.of(new Journal(path, inode, Long.parseLong(bytes), begins));
    }

    /** As one line of a preview's objects. */
    String line() {
      return "journal " + inode + " " + bytes + " " + path;
    }

    /** Reads {@link #line}; empty when it is not one of an archived journal. */
    static Optional<Journal> parse(String line) {
      Matcher m = OBJECT.matcher(line);
      return m.matches()
          ? of(m.group(1), m.group(2), m.group(3)).filter(j -> j.begins().isPresent())
          : Optional.empty();
    }
  }

  /** How much they take, by journalctl's own word. */
  long usage() throws ProgramTrouble, InterruptedException {
    String doing = "measuring the journals";
    String out = JOURNALCTL.output(machine, doing, PATIENCE, List.of("--disk-usage", "--quiet"));
    Matcher m = USAGE.matcher(out);
    return Optional.of(m)
        .filter(Matcher::find)
        .flatMap(f -> Bytes.parse(f.group(1)))
        .orElseThrow(() -> JOURNALCTL.unreadable(doing, out));
  }

  /** All of them, those that begin first, first; those that are written to, last. */
  List<Journal> all() throws ProgramTrouble, InterruptedException {
    List<Journal> all = new ArrayList<>();
    for (String folder : folders) {
      for (String line : listing(folder).lines().toList()) {
        Matcher m = LINE.matcher(line);
        Optional<Journal> journal =
            m.matches()
                // Blocks of 512 bytes.
                ? Journal.of(
                    m.group(1), String.valueOf(Long.parseLong(m.group(2)) * 512), m.group(3))
                : Optional.empty();
        all.add(
            journal.orElseThrow(() -> FIND.unreadable("listing the journals in " + folder, line)));
      }
    }
    all.sort(
        Comparator.comparing((Journal j) -> j.begins().orElse(Long.MAX_VALUE))
            .thenComparing(Journal::path));
    return all;
  }

  private String listing(String folder) throws ProgramTrouble, InterruptedException {
    try {
      return FIND.output(
          machine,
          "listing the journals in " + folder,
          PATIENCE,
          List.of(
              folder,
              "-xdev",
              "-maxdepth",
              "2",
              "-type",
              "f",
              "-name",
              "*.journal*",
              "-printf",
              "%i %b %p\\n"));
    } catch (ProgramTrouble e) {
      if (String.valueOf(e.getMessage()).contains("No such file or directory")) {
        return "";
      }
      throw e;
    }
  }

  /** Removes one that nobody writes to any more, as journald itself does when it runs full. */
  void remove(Journal archived) throws ProgramTrouble, InterruptedException {
    RM.output(machine, "removing " + archived.path(), PATIENCE, List.of("--", archived.path()));
  }
}

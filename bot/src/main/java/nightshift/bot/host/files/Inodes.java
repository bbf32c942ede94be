package nightshift.bot.host.files;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.bot.host.Command;
import nightshift.bot.host.Commands;

/**
 * How many files a file system can still take. Java has no call for it, so {@code df} is asked.
 *
 * @param total most files, 0 where there is no limit
 * @param used files there are
 */
record Inodes(long total, long used) {

  private static final Pattern LINE = Pattern.compile("\\s(\\d+)\\s+(\\d+)\\s+\\d+\\s+\\d+%\\s");
  private static final Path DF = Path.of("/bin/df");
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Percent used, as {@code df} counts. */
  double percent() {
    return total == 0 ? 0 : 100.0 * used / total;
  }

  /** Asks; empty when nobody can say. */
  static Optional<Inodes> of(Path path, Commands commands) throws InterruptedException {
    Command.Ending df =
        commands.run(
            new Command(
                List.of(DF.toString(), "-iP", path.toString()),
                Map.of("LC_ALL", "C"),
                Optional.of(Path.of("/")),
                PATIENCE));
    return df.started() && !df.timedOut() && df.exitCode() == 0
        ? parse(df.output())
        : Optional.empty();
  }

  static Optional<Inodes> parse(String output) {
    Matcher m = LINE.matcher(output);
    return m.find()
        ? Optional.of(new Inodes(Long.parseLong(m.group(1)), Long.parseLong(m.group(2))))
        : Optional.empty();
  }
}
